using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Restpy.Kernel;
using Restpy.Platform.Gates;
using Restpy.Platform.Pictures;
using Restpy.Platform.Web;
using Restpy.Staff.Contract;

namespace Restpy.Staff.DemoStart;

/// <summary>
/// Where the demo begins for who has just downloaded it: each role one tap away, the guests' page, a restaurant of
/// one's own.
/// </summary>
[Open("public")]
internal sealed class DemoStartPage(DemoPeople demo, Words words) : PageModel
{
    public Words Words => words;

    public DemoPeople Demo => demo;

    /// <summary>By restaurant, in the order of their work; the operator last.</summary>
    public IEnumerable<IGrouping<string, DemoPerson>> Restaurants =>
        demo.Shown.Where(p => p.Role != Role.SuperAdmin).GroupBy(p => p.Slug);

    public DemoPerson? Operator => demo.Shown.FirstOrDefault(p => p.Role == Role.SuperAdmin);

    /// <summary>A phone reaches this address: it is not that of this very machine.</summary>
    public bool PhoneReaches => !System.Net.IPAddress.TryParse(Request.Host.Host.Trim('[', ']'), out var ip)
        ? Request.Host.Host != "localhost" : !System.Net.IPAddress.IsLoopback(ip);

    public string GuestUrl(string slug) => $"{Request.Scheme}://{Request.Host}/r/{slug}";

    public IActionResult OnGet() => demo.On ? Page() : NotFound();

    /// <summary>The dark modules of a code as one path.</summary>
    public static (int Size, string Path) Code(string text)
    {
        var code = QrCode.Of(text);
        return (code.Size, code.SvgPath());
    }
}
