using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Restpy.Host.Commands;
using Restpy.Platform.Data;
using Restpy.Staff.Contract;
using Restpy.Staff.Contract.Questions;
using Restpy.TestSupport;
using Xunit;
using static Restpy.IntegrationTests.Opening.Pages;

namespace Restpy.IntegrationTests.Opening;

/// <summary>An empty installation: the setup link makes its first super admin, commands run beside it.</summary>
public sealed class SetupLinkTests
{
    private const string Password = "seven quiet windows at noon";

    [Theory, OnBothDatabases]
    public async Task The_setup_link_makes_one_super_admin_and_then_opens_nothing(DatabaseKind kind)
    {
        await using var restpy = await EmptyAsync(kind);
        var link = await LinkAsync(restpy);
        using var mira = new StaffClient(restpy.Address);
        await mira.SavedAsync(link!, "form", new()
        {
            ["name"] = "Mira", ["email"] = "mira@operator.example", ["password"] = Password,
        });
        using var second = restpy.Visitor();
        Assert.Equal(HttpStatusCode.Gone, (await second.GetAsync(link!)).StatusCode);
        Assert.Null(await LinkAsync(restpy));
        Assert.Equal("/staff/account/factors", await second.SavedAsync("/sign-in", "form", new()
        {
            ["email"] = "mira@operator.example", ["password"] = Password,
        }));
    }

    [Fact]
    public async Task A_setup_link_is_good_for_a_day()
    {
        await using var restpy = await EmptyAsync(DatabaseKind.Sqlite);
        var link = await LinkAsync(restpy);
        restpy.Clock.Advance(TimeSpan.FromHours(23));
        using var visitor = restpy.Visitor();
        Assert.Equal(HttpStatusCode.OK, (await visitor.GetAsync(link!)).StatusCode);
        restpy.Clock.Advance(TimeSpan.FromHours(2));
        Assert.Equal(HttpStatusCode.Gone, (await visitor.GetAsync(link!)).StatusCode);
    }

    [Fact]
    public async Task A_weak_password_makes_nobody()
    {
        await using var restpy = await EmptyAsync(DatabaseKind.Sqlite);
        var link = (await LinkAsync(restpy))!;
        using var visitor = restpy.Visitor();
        await visitor.RefusedAsync(link, "form", new()
        {
            ["name"] = "Mira", ["email"] = "mira@operator.example", ["password"] = "short",
        });
        Assert.NotNull(await LinkAsync(restpy));
    }

    [Fact]
    public async Task A_changed_setup_link_opens_nothing()
    {
        await using var restpy = await EmptyAsync(DatabaseKind.Sqlite);
        var link = (await LinkAsync(restpy))!;
        using var visitor = restpy.Visitor();
        Assert.Equal(HttpStatusCode.Gone,
            (await visitor.GetAsync(link[..^1] + (link[^1] == 'A' ? 'Q' : 'A'))).StatusCode);
    }

    [Fact]
    public async Task Commands_run_inside_the_product_that_holds_the_sqlite_file()
    {
        await using var restpy = await EmptyAsync(DatabaseKind.Sqlite);
        var data = restpy.Services.GetRequiredService<DatabaseOptions>().DataDirectory;
        string[] open = ["open-restaurant", "--data", data, "--country", "IN", "--name", "Route Seven", "--branch",
            "Pune", "--owner", "nour@route.example", "--tax-number", Gstin];
        using var said = new StringWriter();
        Assert.Equal(0, await OperatorCommands.RunAsync(open, said, default));
        Assert.Contains("/join/", said.ToString(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await restpy.Visitor().GetAsync("/r/route-seven")).StatusCode);
        Assert.Equal(1, await OperatorCommands.RunAsync(open, said, default));
        Assert.Contains("is taken", said.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_command_socket_is_its_owners_alone()
    {
        await using var restpy = await EmptyAsync(DatabaseKind.Sqlite);
        var socket = Path.Combine(restpy.Services.GetRequiredService<DatabaseOptions>().DataDirectory, "restpy.sock");
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(socket));
    }

    private static Task<TestProduct> EmptyAsync(DatabaseKind kind) =>
        TestProduct.StartAsync(kind, settings: new() { ["demo"] = "false" });

    private static async Task<string?> LinkAsync(TestProduct restpy)
    {
        await using var scope = restpy.Services.CreateAsyncScope();
        return (await scope.ServiceProvider.GetRequiredService<FirstSuperAdmin>()
            .SetupLinkAsync(restpy.Address, default))?.AbsolutePath;
    }
}
