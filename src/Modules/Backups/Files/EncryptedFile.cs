using System.Buffers.Binary;
using System.Text;

namespace Restpy.Backups.Files;

/// <summary>
/// How a backup file is encrypted: a head (mark, key id, salt), then pieces of at most 1 MB, each its length,
/// AES-256-GCM and tag. The nonce counts the pieces; the name of the file and whether it is the last one are bound to
/// each. So no piece can be changed, left out, moved or taken from another file without being noticed.
/// </summary>
internal static class EncryptedFile
{
    public const int PieceLength = 1 << 20, TagLength = 16, KeyIdLength = 8, SaltLength = 32;

    public static ReadOnlySpan<byte> Mark => "RSTPYB1\n"u8;

    public static int HeadLength => Mark.Length + KeyIdLength + SaltLength;

    public static void Nonce(long piece, Span<byte> nonce)
    {
        nonce.Clear();
        BinaryPrimitives.WriteInt64LittleEndian(nonce[4..], piece);
    }

    public static byte[] Label(string name, bool isLast) =>
        [.. Encoding.UTF8.GetBytes(name), isLast ? (byte)1 : (byte)0];
}
