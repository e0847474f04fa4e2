using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Restpy.Kernel;
using Restpy.Menu.Contract;
using Restpy.Menu.OtherFiles;
using Restpy.Platform.Gates;
using Restpy.Tenancy.Contract;
using Restpy.Tenancy.Contract.Questions;

namespace Restpy.Menu.ImportMenu;

/// <summary>Bring a file, see what it would change or what is wrong with it, then say yes.</summary>
[Needs(MenuPermissions.Edit)]
internal sealed class ImportPage(RestaurantDirectory restaurants, UploadMenuHandler uploads, ImportMenuHandler import)
: MenuPage(restaurants)
{
    public const int ListedProblems = 200, ListedChanges = 300;

    public IReadOnlyList<MenuProblem> Problems { get; private set; } = [];

    public MenuUpload? Upload { get; private set; }

    public MenuChanges? Changes { get; private set; }

    /// <summary>What of another program's file is not taken over.</summary>
    public IReadOnlyList<OtherNote> Notes { get; private set; } = [];

    /// <summary>The program the file is of, where it is known.</summary>
    public string Format { get; private set; } = "";

    /// <summary>A file whose columns the person names.</summary>
    public MenuFile? Unnamed { get; private set; }

    public OtherMapping Guess { get; private set; } = new("");

    public async Task<IActionResult> OnGetAsync(Guid? upload, CancellationToken ct)
    {
        if (upload is not { } id) return Page();
        var preview = await import.PreviewAsync(id, Actor, ct);
        if (!preview.Ok) return Stopped(preview.Error);
        Show(preview.Value);
        return Page();
    }

    private void Show(Plan plan)
    {
        (Upload, Changes, Unnamed) = plan;
        (Notes, Format) = (plan.Notes, plan.Format);
        if (Unnamed is not null) Guess = OtherColumns.Guess(new(Unnamed.Rows));
    }

    /// <summary>Cells pasted from a spreadsheet are a file without a name.</summary>
    public async Task<IActionResult> OnPostPasteAsync(string? text, CancellationToken ct)
    {
        ModelState.Clear();
        if (string.IsNullOrWhiteSpace(text)) return Refuse(new MenuFileMissing());
        var taken = await uploads.HandleAsync(new(Words["menu.pasted"], Encoding.UTF8.GetBytes(text)), Actor, ct);
        return taken.Ok ? Redirect($"/staff/menu/import?upload={taken.Value}") : Stopped(taken.Error);
    }

    public async Task<IActionResult> OnPostMapAsync(Guid upload, ColumnChoice columns, CancellationToken ct)
    {
        ModelState.Clear();
        var mapping = new OtherMapping("")
        {
            Name = columns.Name, Category = columns.Category, Price = columns.Price, Description = columns.Description,
            Variant = columns.Variant, Code = columns.Code,
        };
        var mapped = await uploads.MapAsync(upload, mapping, Actor, ct);
        if (mapped.Ok) return Redirect($"/staff/menu/import?upload={mapped.Value}");
        if (await import.PreviewAsync(upload, Actor, ct) is { Ok: true, Value: var plan }) Show(plan);
        Guess = mapping;
        return Stopped(mapped.Error);
    }

    public async Task<IActionResult> OnPostAsync(IFormFile? file, CancellationToken ct)
    {
        ModelState.Clear();
        if (file is null) return Refuse(new MenuFileMissing());
        if (file.Length > MenuFile.MostBytes) return Refuse(new MenuFileTooLarge(MenuFile.MostBytes / 1_000_000));
        using var content = new MemoryStream();
        await file.CopyToAsync(content, ct);
        var name = CleanText.Cut(CleanText.Line(file.FileName), 120);
        var taken = await uploads.HandleAsync(new(name, content.ToArray()), Actor, ct);
        return taken.Ok ? Redirect($"/staff/menu/import?upload={taken.Value}") : Stopped(taken.Error);
    }

    public async Task<IActionResult> OnPostApplyAsync(Guid upload, string? digest, CancellationToken ct)
    {
        ModelState.Clear();
        var request = new ImportMenuRequest(upload, digest ?? "");
        var outcome = await OnceAsync(request, () => import.HandleAsync(request, Actor, ct), ct);
        return outcome.Ok ? Done("/staff/menu", Words["menu.imported", outcome.Value]) : Stopped(outcome.Error);
    }

    private PageResult Stopped(Error error)
    {
        if (error is FileHasProblems found) Problems = found.Problems;
        return Refuse(error);
    }
}

/// <summary>In which column of a file each part of a dish stands; -1 where in none.</summary>
internal sealed class ColumnChoice
{
    public int Name { get; set; }
    public int Category { get; set; }
    public int Price { get; set; }
    public int Description { get; set; }
    public int Variant { get; set; }
    public int Code { get; set; }
}
