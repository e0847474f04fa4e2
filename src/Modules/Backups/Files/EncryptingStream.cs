using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Restpy.Backups.Files;

/// <summary>
/// Encrypts what is written (<see cref="EncryptedFile"/>). Only <see cref="Finish"/> makes the file whole.
/// </summary>
internal sealed class EncryptingStream : Stream
{
    private readonly Stream _to;
    private readonly AesGcm _cipher;
    private readonly string _name;
    private readonly byte[] _plain = new byte[EncryptedFile.PieceLength];
    private readonly byte[] _sealed = new byte[sizeof(int) + EncryptedFile.PieceLength + EncryptedFile.TagLength];
    private int _filled;
    private long _pieces;

    public EncryptingStream(Stream to, BackupKey key, string name)
    {
        var salt = RandomNumberGenerator.GetBytes(EncryptedFile.SaltLength);
        var current = key.Current;
        (_to, _name, _cipher) = (to, name, current.For(salt));
        to.Write(EncryptedFile.Mark);
        to.Write(current.Id);
        to.Write(salt);
    }

    public override bool CanRead => false;
    public override bool CanSeek => false;
    public override bool CanWrite => true;
    public override long Length => throw new NotSupportedException();
    public override long Position
    {
        get => throw new NotSupportedException(); set =>
        throw new NotSupportedException();
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        while (buffer.Length > 0)
        {
            // A full piece waits for more: it might be the last.
            if (_filled == _plain.Length) SealPiece(isLast: false);
            var part = Math.Min(buffer.Length, _plain.Length - _filled);
            buffer[..part].CopyTo(_plain.AsSpan(_filled));
            _filled += part;
            buffer = buffer[part..];
        }
    }

    public void Finish() => SealPiece(isLast: true);

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing) _cipher.Dispose();
        base.Dispose(disposing);
    }

    private void SealPiece(bool isLast)
    {
        Span<byte> nonce = stackalloc byte[12];
        EncryptedFile.Nonce(_pieces++, nonce);
        // The sign of the length says whether it is the last piece; the label proves it.
        BinaryPrimitives.WriteInt32LittleEndian(_sealed, isLast ? ~_filled : _filled);
        var text = _sealed.AsSpan(sizeof(int), _filled);
        var tag = _sealed.AsSpan(sizeof(int) + _filled, EncryptedFile.TagLength);
        _cipher.Encrypt(nonce, _plain.AsSpan(0, _filled), text, tag, EncryptedFile.Label(_name, isLast));
        _to.Write(_sealed.AsSpan(0, sizeof(int) + _filled + EncryptedFile.TagLength));
        _filled = 0;
    }
}
