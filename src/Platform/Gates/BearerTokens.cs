using System.Buffers.Binary;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Restpy.Platform.Keys;
using Restpy.Platform.Web;

namespace Restpy.Platform.Gates;

/// <summary>A program's token, as far as it can be told without the database.</summary>
/// <param name="Hash">What is kept of it.</param>
public sealed record BearerToken(Guid RestaurantId, Guid Id, string Hash);

/// <summary>By which token a program works, in the name of who made it.</summary>
/// <param name="Shown">What it brought: an open stream is asked for it again.</param>
public sealed record ApiCaller(Guid Id, string Name, BearerToken Shown);

/// <summary>
/// Beside <see cref="SignedInAttribute"/>: a program may come as well, and the endpoint itself asks its scopes. Without
/// it what anybody signed in may do is of people alone.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ForProgramsAttribute : Attribute;

/// <summary>Answered by the Staff module, which keeps the tokens.</summary>
public interface IApiTokens
{
    /// <summary>
    /// What the token may do at this moment: of its scopes, those its maker may. Null where it is unknown, over or
    /// taken back, its maker works here no more, or it is brought from an address it is not good at.
    /// </summary>
    Task<Session?> FindAsync(BearerToken token, IPAddress address, CancellationToken ct);
}

/// <summary>
/// How tokens are written: <c>rp_</c> and hexadecimal, so that whoever searches texts for secrets finds them:
/// restaurant, id, 256 random bits, eight bytes of a keyed hash over them, and a CRC-32 that tells a token from any
/// other long number. The keyed hash tells ours from invented ones before the database is asked; what one may do, its
/// row says.
/// </summary>
public sealed class BearerTokens(MasterKey master)
{
    public const string Prefix = "rp_";
    private const string Scheme = "Bearer ";
    private const int SignedBytes = 16 + 16 + 32;
    private const int TagBytes = 8;
    private const int Bytes = SignedBytes + TagBytes + 4;
    private const string Purpose = "api tokens";

    public string Make(Guid restaurantId, Guid id)
    {
        Span<byte> token = stackalloc byte[Bytes];
        restaurantId.TryWriteBytes(token, bigEndian: true, out _);
        id.TryWriteBytes(token[16..], bigEndian: true, out _);
        RandomNumberGenerator.Fill(token[32..SignedBytes]);
        master.Tag(Purpose, token[..SignedBytes], token.Slice(SignedBytes, TagBytes));
        BinaryPrimitives.WriteUInt32BigEndian(token[^4..], Crc32(token[..^4]));
        return Prefix + Convert.ToHexStringLower(token);
    }

    /// <returns>Null where it is none of ours.</returns>
    public BearerToken? Read(string? text)
    {
        if (text is not { Length: (Bytes * 2) + 3 } || !text.StartsWith(Prefix, StringComparison.Ordinal)
            || text.AsSpan(3).ContainsAnyExcept("0123456789abcdef")) return null;
        var token = Convert.FromHexString(text.AsSpan(3));
        if (!master.IsTag(Purpose, token.AsSpan(0, SignedBytes), token.AsSpan(SignedBytes, TagBytes))) return null;
        return new(new(token.AsSpan(0, 16), bigEndian: true), new(token.AsSpan(16, 16), bigEndian: true), HashOf(text));
    }

    public static string HashOf(string text) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(text)));

    /// <summary>
    /// What the request brings for one; null where it brings none. Other schemes are not for us: a proxy in front may
    /// have its own.
    /// </summary>
    public static string? Brought(HttpRequest request) =>
        request.Headers.Authorization.ToString() is var header
            && header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? header[Scheme.Length..].Trim() : null;

    /// <summary>The one of zip and Ethernet (IEEE 802.3): what scanners for secrets compute.</summary>
    internal static uint Crc32(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var one in bytes)
        {
            crc ^= one;
            for (var bit = 0; bit < 8; bit++) crc = (crc >> 1) ^ (0xEDB88320u & (uint)-(int)(crc & 1));
        }
        return ~crc;
    }
}
