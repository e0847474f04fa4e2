using System.Security.Cryptography;
using OtpNet;

namespace Restpy.Staff.Factors;

/// <summary>
/// Codes of authenticator apps (RFC 6238, by Otp.NET): SHA-1, six digits, thirty seconds, as every app has it.
/// </summary>
internal static class Totp
{
    public const int Digits = 6;
    private const int KeyBytes = 20;
    private const int StepSeconds = 30;

    /// <summary>A phone's clock may be off by a step, and people type slowly.</summary>
    private static readonly VerificationWindow OneStepEachWay = new(previous: 1, future: 1);

    public static byte[] NewKey() => RandomNumberGenerator.GetBytes(KeyBytes);

    public static long StepAt(DateTimeOffset now) => now.ToUnixTimeSeconds() / StepSeconds;

    public static string At(byte[] key, long step) =>
        Of(key).ComputeTotp(DateTimeOffset.FromUnixTimeSeconds(step * StepSeconds).UtcDateTime);

    /// <returns>The step the code is of, or null.</returns>
    public static long? Find(byte[] key, string code, DateTimeOffset now) =>
        Of(key).VerifyTotp(now.UtcDateTime, code, out var step, OneStepEachWay) ? step : null;

    /// <summary>What the app reads from the QR code.</summary>
    public static string Address(byte[] key, string account) =>
        new OtpUri(OtpType.Totp, key, account, "Restpy", OtpHashMode.Sha1, Digits, StepSeconds).ToString();

    private static OtpNet.Totp Of(byte[] key) => new(key, StepSeconds, OtpHashMode.Sha1, Digits);
}
