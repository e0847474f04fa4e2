using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Restpy.Kernel;
using Restpy.Platform.Gates;
using Restpy.Tenancy.Contract;

namespace Restpy.Menu.ImportMenu;

/// <summary>Bring a file, see what it would change or what is wrong with it, then say yes.</summary>
[Needs(MenuModule.Edit)]
internal sealed class ImportPage(Places places, UploadMenuHandler upload, ImportMenuHandler import) : MenuPage(places)
{
    public const int ListedProblems = 200, ListedChanges = 300;

    public IReadOnlyList<MenuProblem> Problems { get; private set; } = [];

    public MenuUpload? Upload { get; private set; }

    public MenuChanges? Changes { get; private set; }

    public async Task<IActionResult> OnGetAsync(Guid? upload, CancellationToken ct)
    {
        if (upload is not { } id) return Page();
        var preview = await import.PreviewAsync(id, ct);
        if (!preview.Ok) return Stopped(preview.Error);
        (Upload, Changes) = preview.Value;
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(IFormFile? file, CancellationToken ct)
    {
        ModelState.Clear();
        if (file is null) return Refuse(new MenuFileMissing());
        if (file.Length > MenuFile.MostBytes) return Refuse(new MenuFileTooLarge(MenuFile.MostBytes / 1_000_000));
        using var content = new MemoryStream();
        await file.CopyToAsync(content, ct);
        var name = file.FileName.Length <= 120 ? file.FileName : file.FileName[^120..];
        var taken = await upload.HandleAsync(new(name, content.ToArray()), ct);
        return taken.Ok ? Redirect($"/staff/menu/import?upload={taken.Value}") : Stopped(taken.Error);
    }

    public async Task<IActionResult> OnPostApplyAsync(Guid upload, string? digest, CancellationToken ct)
    {
        ModelState.Clear();
        var request = new ImportMenuRequest(upload, digest ?? "");
        var outcome = await OnceAsync(request, () => import.HandleAsync(request, ct), ct);
        return outcome.Ok ? Done("/staff/menu", Words["menu.imported", outcome.Value]) : Stopped(outcome.Error);
    }

    private PageResult Stopped(Error error)
    {
        if (error is FileHasProblems found) Problems = found.Problems;
        return Refuse(error);
    }
}
