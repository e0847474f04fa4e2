using System.Buffers.Binary;
using System.Security.Cryptography;
using Restpy.Backups.Contract;

namespace Restpy.Backups.Files;

/// <summary>Decrypts a backup file piece by piece; nothing of a piece is given out before its tag was right.</summary>
internal sealed class DecryptingStream : Stream
{
    private readonly Stream _from;
    private readonly AesGcm _cipher;
    private readonly string _name;
    private readonly byte[] _plain = new byte[EncryptedFile.PieceLength];
    private readonly byte[] _sealed = new byte[EncryptedFile.PieceLength + EncryptedFile.TagLength];
    private int _at, _filled;
    private long _pieces;
    private bool _ended;

    /// <exception cref="BackupFailedException">Not a backup, or sealed with another key.</exception>
    public DecryptingStream(Stream from, BackupKey key, string name)
    {
        (_from, _name) = (from, name);
        Span<byte> head = stackalloc byte[EncryptedFile.HeadLength];
        if (from.ReadAtLeast(head, head.Length, throwOnEndOfStream: false) < head.Length)
            throw new BackupFailedException($"{name} is incomplete.");
        if (!head[..EncryptedFile.Mark.Length].SequenceEqual(EncryptedFile.Mark))
            throw new BackupFailedException($"{name} is not a backup of Restpy.");
        if (key.Find(head.Slice(EncryptedFile.Mark.Length, EncryptedFile.KeyIdLength)) is not { } found)
            throw new BackupFailedException($"{name} was sealed with another master key than the one given.");
        _cipher = found.For(head[^EncryptedFile.SaltLength..]);
    }

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => throw new NotSupportedException();
    public override long Position
    {
        get => throw new NotSupportedException(); set =>
        throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        while (_at == _filled)
        {
            if (_ended) return 0;
            OpenPiece();
        }
        var part = Math.Min(buffer.Length, _filled - _at);
        _plain.AsSpan(_at, part).CopyTo(buffer);
        _at += part;
        return part;
    }

    public override void Flush()
    {
    }

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _cipher.Dispose();
            _from.Dispose();
        }
        base.Dispose(disposing);
    }

    private void OpenPiece()
    {
        Span<byte> head = stackalloc byte[sizeof(int)];
        if (_from.ReadAtLeast(head, head.Length, throwOnEndOfStream: false) < head.Length)
            throw new BackupFailedException($"{_name} is incomplete: its end is missing.");
        var said = BinaryPrimitives.ReadInt32LittleEndian(head);
        var isLast = said < 0;
        var length = isLast ? ~said : said;
        if (length > EncryptedFile.PieceLength) throw new BackupFailedException($"{_name} is corrupted.");
        var piece = _sealed.AsSpan(0, length + EncryptedFile.TagLength);
        if (_from.ReadAtLeast(piece, piece.Length, throwOnEndOfStream: false) < piece.Length)
            throw new BackupFailedException($"{_name} is incomplete: its end is missing.");
        Span<byte> nonce = stackalloc byte[12];
        EncryptedFile.Nonce(_pieces++, nonce);
        try
        {
            _cipher.Decrypt(nonce, piece[..length], piece[length..], _plain.AsSpan(0, length),
                EncryptedFile.Label(_name, isLast));
        }
        catch (AuthenticationTagMismatchException)
        {
            throw new BackupFailedException($"{_name} is corrupted: it is not what was written.");
        }
        (_at, _filled, _ended) = (0, length, isLast);
        if (isLast && _from.ReadByte() >= 0)
            throw new BackupFailedException($"{_name} is corrupted: something follows its end.");
    }
}
