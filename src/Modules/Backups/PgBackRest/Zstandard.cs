using System.Runtime.InteropServices;

namespace Restpy.Backups.PgBackRest;

/// <summary>Unpacks Zstandard with the library that pgBackRest itself stands on; .NET 10 has none.</summary>
internal static class Zstandard
{
    // A WAL segment has 1 MB to 1 GB, 16 MB unless PostgreSQL was built otherwise.
    private const int Usual = 16 << 20, Most = 1 << 30;

    /// <returns>The unpacked bytes; null where the input is damaged.</returns>
    public static byte[]? Unpack(byte[] packed)
    {
        for (var size = Usual; size <= Most && size > 0; size *= 2)
        {
            var unpacked = new byte[size];
            var length = Decompress(unpacked, (nuint)size, packed, (nuint)packed.Length);
            if (IsError(length) == 0) return unpacked[..(int)length];
            if (ErrorCode(length) != TooSmall) return null;
        }
        return null;
    }

    private const int TooSmall = 70;

    [DllImport("libzstd.so.1", EntryPoint = "ZSTD_decompress")]
    private static extern nuint Decompress(byte[] to, nuint capacity, byte[] from, nuint length);

    [DllImport("libzstd.so.1", EntryPoint = "ZSTD_isError")]
    private static extern uint IsError(nuint code);

    [DllImport("libzstd.so.1", EntryPoint = "ZSTD_getErrorCode")]
    private static extern int ErrorCode(nuint code);
}
