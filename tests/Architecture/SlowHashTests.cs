using System.Text.RegularExpressions;
using Restpy.Staff;
using Xunit;

namespace Restpy.ArchitectureTests;

/// <summary>Only tests hash passwords with fewer rounds than the product (tests/Support/TestProduct.cs).</summary>
public sealed partial class SlowHashTests
{
    [Fact]
    public void The_product_never_chooses_the_rounds_of_a_password() =>
        Complaints.None(Source.Files("*.cs", "src").Where(path => IsChosen(Source.Read(path))));

    [Fact]
    public void Probe_a_choice_of_rounds_is_found()
    {
        Assert.True(IsChosen("services.AddSingleton(new Passwords(1));"));
        Assert.True(IsChosen("services.AddSingleton(_ => new Passwords(settings.Rounds, step));"));
        Assert.False(IsChosen("services.AddSingleton<Passwords>();"));
    }

    [Fact]
    public void The_container_can_make_passwords_in_one_way_only() =>
        Assert.Empty(Assert.Single(typeof(Passwords).GetConstructors()).GetParameters());

    [Fact]
    public async Task A_password_of_the_product_is_hashed_220000_times() =>
        Assert.StartsWith("pbkdf2-sha512$220000$", await new Passwords().HashAsync("x", default),
            StringComparison.Ordinal);

    private static bool IsChosen(string code) => Choice().IsMatch(code);

    [GeneratedRegex(@"new (Restpy\.Staff\.)?Passwords\(\s*[^)\s]")]
    private static partial Regex Choice();
}
