using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.DependencyInjection;
using Restpy.Kernel;
using Restpy.Platform.Data;
using Restpy.Platform.Gates;
using Restpy.Platform.Web;

namespace Restpy.Platform.Pages;

/// <summary>
/// What every page of signed-in people has: the session, the words, and one way to refuse and to be done.
/// </summary>
public abstract class StaffPage : PageModel
{
    public Session Me => HttpContext.Session()!;

    /// <summary>
    /// A paired tablet shows it and nobody is there: <see cref="Me"/> is null. Only on pages that are shown on tablets.
    /// </summary>
    public bool IsLocked => HttpContext.Session() is null;

    /// <summary>The person's language, or the tablet's.</summary>
    public string ReadsIn => HttpContext.Session()?.Language ?? HttpContext.Tablet()?.Language ?? Words.Language;

    public bool MayDo(string permission) => HttpContext.Session()?.May(permission) == true;

    public Words Words => HttpContext.RequestServices.GetRequiredService<Words>();

    protected Actor Actor => HttpContext.Actor();

    /// <summary>The client-made id of this form; a second tap on the button is the same command.</summary>
    [BindProperty]
    public Guid CommandId { get; set; }

    protected async Task<Outcome<TAnswer>> OnceAsync<TRequest, TAnswer>(
        TRequest request, Func<Task<Outcome<TAnswer>>> run, CancellationToken ct) =>
        HttpContext.Items[Lent.Refused] is Error refused ? refused
            : await HttpContext.RequestServices.GetRequiredService<Commands>().OnceAsync(CommandId, request, run, ct);

    /// <summary>
    /// Shows the error at its field and at the top, with the status that belongs to it. Nothing was changed.
    /// </summary>
    protected PageResult Refuse(Error error, string prefix = "")
    {
        ModelState.AddModelError(error.Field is null ? "" : prefix + error.Field, Words.Of(error));
        Response.StatusCode = Answer.Status(error.Kind);
        return Page();
    }

    /// <summary>Redirect after post, with a sentence for the next page to show once.</summary>
    protected RedirectResult Done(string url, string? sentence = null)
    {
        if (sentence is not null) TempData["notice"] = sentence;
        return Redirect(url);
    }
}
