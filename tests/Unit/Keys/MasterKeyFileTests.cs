using System.Security.Cryptography;
using Restpy.Platform.Keys;
using Xunit;

namespace Restpy.UnitTests.Keys;

/// <summary>The bytes of master.key.</summary>
public sealed class MasterKeyFileTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 28, 20, 15, 0, TimeSpan.Zero);
    private static readonly byte[] First = RandomNumberGenerator.GetBytes(32);
    private static readonly MasterKeySet Two =
        MasterKeySet.Of(First).Add(RandomNumberGenerator.GetBytes(32), Now).UseWaiting(Now);

    [Fact]
    public void One_key_is_its_32_bytes_as_before() => Assert.Equal(First, MasterKeyFile.Write(MasterKeySet.Of(First)));

    [Fact]
    public void Several_keys_are_read_as_they_were_written()
    {
        var read = MasterKeyFile.Read(MasterKeyFile.Write(Two));
        Assert.Equal(Two.All.Select(k => k.Id), read.All.Select(k => k.Id));
        Assert.Equal((Two.Current.Id, Now), (read.Current.Id, read.Current.Since));
    }

    [Fact]
    public void A_key_that_waits_is_not_the_current_one()
    {
        var waiting = MasterKeyFile.Read(
            MasterKeyFile.Write(MasterKeySet.Of(First).Add(RandomNumberGenerator.GetBytes(32), Now)));
        Assert.NotEqual(waiting.Waiting!.Id, waiting.Current.Id);
        Assert.Null(waiting.Oldest);
    }

    [Fact]
    public void A_single_key_after_a_rotation_keeps_its_time()
    {
        var read = MasterKeyFile.Read(MasterKeyFile.Write(Two.WithoutOldest()));
        Assert.Equal((Two.Current.Id, Now), (read.Current.Id, read.Current.Since));
    }

    [Fact]
    public void Every_changed_byte_is_noticed()
    {
        var bytes = MasterKeyFile.Write(Two);
        for (var i = 0; i < bytes.Length; i++)
        {
            var changed = (byte[])bytes.Clone();
            changed[i] ^= 1;
            Assert.Throws<InvalidOperationException>(() => MasterKeyFile.Read(changed));
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(31)]
    [InlineData(33)]
    [InlineData(80)]
    public void Half_a_file_is_refused(int length) =>
        Assert.Throws<InvalidOperationException>(
            () => MasterKeyFile.Read(MasterKeyFile.Write(Two)[..Math.Min(length, 80)]));
}
