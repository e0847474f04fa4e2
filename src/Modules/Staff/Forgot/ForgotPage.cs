using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Restpy.Platform.Gates;
using Restpy.Platform.Web;

namespace Restpy.Staff.Forgot;

/// <summary>
/// Where somebody who forgot the password asks for a letter; where there is no mail, it says who can help.
/// </summary>
[Open("sign-in")]
internal sealed partial class ForgotPage(StaffEmails letters, PublicAddress address, IServiceScopeFactory scopes,
    IHostApplicationLifetime life, ILogger<ForgotPage> log, Words words) : PageModel
{
    public Words Words => words;

    public bool IsOffered => letters.Reach && address.For(HttpContext) is not null;

    public bool IsAsked { get; private set; }

    public void OnGet() { }

    public IActionResult OnPost(string? email)
    {
        if (!IsOffered) return RedirectToPage();
        if (email is { Length: > 0 and <= 200 })
        {
            var (here, ip, userAgent) = (address.For(HttpContext)!, HttpContext.Ip(), HttpContext.UserAgent());
            // After the answer is on its way, and apart from the request: how long either takes, or the next one on the
            // same connection, would tell whether the address is known.
            Response.OnCompleted(() =>
            {
                _ = Task.Run(() => SendAsync(email, here, ip, userAgent));
                return Task.CompletedTask;
            });
        }
        IsAsked = true;
        return Page();
    }

    private async Task SendAsync(string email, Uri here, string ip, string userAgent)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            await scope.ServiceProvider.GetRequiredService<ForgotHandler>()
                .HandleAsync(email, here, ip, userAgent, life.ApplicationStopping);
        }
        catch (Exception failed) when (failed is not OperationCanceledException)
        {
            NotSent(failed);
        }
    }

    [LoggerMessage(LogLevel.Error, "A letter with a way to a new password was not put into the queue")]
    private partial void NotSent(Exception failed);
}
