using System.Text.Json;
using Restpy.Menu.Contract.Questions;
using Restpy.Menu.SoldOutBoard;
using Restpy.Platform.Web;

namespace Restpy.Menu;

/// <summary>The buttons of one dish at one branch: 86 or back, and the countdown.</summary>
internal sealed record StockTools(Guid ItemId, Guid BranchId, string Name, bool SoldOut, int? Left, Words Words)
{
    public string Url(string act) => $"/api/v1/menu/items/{ItemId}/{act}";

    public string Body => JsonSerializer.Serialize(new { branchId = BranchId });

    public string Id => $"stock-{ItemId:N}-{BranchId:N}";
}
