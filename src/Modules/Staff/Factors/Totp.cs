using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;

namespace Restpy.Staff.Factors;

/// <summary>Codes that follow the clock, RFC 6238 as every app has it: SHA-1, six digits, thirty seconds.</summary>
internal static class Totp
{
    public const int Digits = 6;
    private const int KeyBytes = 20;
    private const int StepSeconds = 30;

    public static byte[] NewKey() => RandomNumberGenerator.GetBytes(KeyBytes);

    public static long StepAt(DateTimeOffset now) => now.ToUnixTimeSeconds() / StepSeconds;

    public static string At(byte[] key, long step)
    {
        Span<byte> counter = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);
        Span<byte> mac = stackalloc byte[HMACSHA1.HashSizeInBytes];
        HMACSHA1.HashData(key, counter, mac);
        var number = BinaryPrimitives.ReadInt32BigEndian(mac[(mac[^1] & 15)..]) & 0x7fffffff;
        return (number % 1_000_000).ToString("D6", CultureInfo.InvariantCulture);
    }

    /// <summary>A phone's clock may be off by a step, and people type slowly.</summary>
    /// <returns>The step the code is of, or null.</returns>
    public static long? Find(byte[] key, string code, DateTimeOffset now)
    {
        long? found = null;
        // All three each time: how long it takes says nothing.
        for (var step = StepAt(now) - 1; step <= StepAt(now) + 1; step++)
            if (Codes.AreEqual(At(key, step), code)) found = step;
        return found;
    }

    /// <summary>What the app reads from the square.</summary>
    public static string Address(byte[] key, string account) =>
        $"otpauth://totp/Restpy:{Uri.EscapeDataString(account)}?secret={Codes.ToBase32(key)}&issuer=Restpy&algorithm=SHA1&digits={Digits}&period={StepSeconds}";
}
