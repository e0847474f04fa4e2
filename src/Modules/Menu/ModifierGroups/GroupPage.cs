using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Restpy.Kernel;
using Restpy.Menu.Contract;
using Restpy.Platform.Data;
using Restpy.Platform.Gates;
using Restpy.Tenancy.Contract;
using Restpy.Tenancy.Contract.Questions;

namespace Restpy.Menu.ModifierGroups;

/// <summary>One group of choices; /new is the same form, empty.</summary>
[Needs(MenuPermissions.Edit)]
internal sealed class GroupPage(RestpyDb db, RestaurantDirectory restaurants, SaveGroupHandler save,
    RemoveGroupHandler remove) : MenuPage(restaurants)
{
    [BindProperty]
    public GroupForm Form { get; set; } = new();

    public ModifierGroup? Group { get; private set; }

    public string Title => Group?.Name.In(Language) ?? Words["menu.new-group"];

    public int Dishes { get; private set; }

    public async Task<IActionResult> OnGetAsync(Guid? id, CancellationToken ct)
    {
        if (!await ReadAsync(id, ct)) return NotFound();
        Form = Group is not null ? GroupForm.Of(Group, Restaurant, Typed) : new()
        {
            Name = MenuForms.Typed(LocalText.Empty, Restaurant.Languages), Min = "0", Max = "1",
        };
        Grow(Group is null ? 6 : 3);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid? id, CancellationToken ct)
    {
        ModelState.Clear();
        var request = Form.Read(id, Restaurant.Currency);
        var outcome = request.Ok ? await SaveAsync(request.Value, ct) : request.Error;
        return outcome.Ok
            ? Done("/staff/menu/modifiers", Words["menu.group-saved", new { Name = request.Value!.Name.In(Language) }])
            : await AgainAsync(id, outcome.Error, ct);
    }

    public async Task<IActionResult> OnPostRemoveAsync(Guid id, CancellationToken ct)
    {
        ModelState.Clear();
        var request = new RemoveGroupRequest(id);
        var outcome = await OnceAsync(request, () => remove.HandleAsync(request, ct), ct);
        return outcome.Ok ? Done("/staff/menu/modifiers", Words["menu.group-removed"])
            : await AgainAsync(id, outcome.Error, ct);
    }

    private Task<Outcome<Guid>> SaveAsync(SaveGroupRequest request, CancellationToken ct) =>
        OnceAsync(request, () => save.HandleAsync(request, ct), ct);

    private async Task<IActionResult> AgainAsync(Guid? id, Error error, CancellationToken ct)
    {
        db.ChangeTracker.Clear();
        if (!await ReadAsync(id, ct)) return NotFound();
        if (Form.Modifiers.Count == 0 && Group is not null) Form = GroupForm.Of(Group, Restaurant, Typed);
        Grow(1);
        return Refuse(error, "Form.");
    }

    private async Task<bool> ReadAsync(Guid? id, CancellationToken ct)
    {
        if (id is null) return true;
        Group = await db.Set<ModifierGroup>().AsNoTracking().Include(g => g.Modifiers)
            .FirstOrDefaultAsync(g => g.Id == id, ct);
        Dishes = await db.Set<ItemGroup>().CountAsync(g => g.GroupId == id, ct);
        return Group is not null;
    }

    private void Grow(int rows)
    {
        for (var i = 0; i < rows; i++) Form.Modifiers.Add(new());
    }
}
