using Restpy.Kernel;

namespace Restpy.Menu.OtherFiles;

/// <summary>Files no program is known for: the person says which column is what, and guesses are offered.</summary>
internal static class OtherColumns
{
    private static readonly string[] Names = [
        "name", "item", "dish", "item name", "product", "title", "nom", "plat", "désignation", "bezeichnung", "artikel",
        "नाम", "व्यंजन"];
    private static readonly string[] Categories =
        ["category", "group", "section", "catégorie", "rubrique", "kategorie", "warengruppe", "श्रेणी"];
    private static readonly string[] Prices =
        ["price", "rate", "amount", "mrp", "prix", "tarif", "preis", "मूल्य", "दाम", "कीमत"];
    private static readonly string[] Descriptions = ["description", "beschreibung", "विवरण"];
    private static readonly string[] Variants = ["variant", "variation", "size", "portion", "taille", "größe"];
    private static readonly string[] Codes = ["code", "sku", "plu", "artikelnummer", "référence"];

    public static OtherMapping Guess(OtherTable table)
    {
        int At(string[] words) => Enumerable.Range(0, table.Headings.Count)
            .Where(i => words.Any(w => table.Headings[i] == w
                || table.Headings[i].StartsWith(w + " ", StringComparison.Ordinal))).DefaultIfEmpty(-1).First();
        return new("")
        {
            Name = At(Names), Category = At(Categories), Price = At(Prices), Description = At(Descriptions),
            Variant = At(Variants), Code = At(Codes),
        };
    }

    /// <summary>Name, category and price without headings, as cells pasted from a spreadsheet are.</summary>
    public static OtherMapping? Bare(IReadOnlyList<string[]> rows, Currency currency) =>
        rows.All(r => r.Length == 3 || r.All(c => c.Length == 0)) && rows[0] is [{ Length: > 0 }, _, var price]
            && price.Any(char.IsDigit) && OtherPrices.Of([price], currency).Read(price).Ok
            ? new("") { Name = 0, Category = 1, Price = 2, IsBare = true } : null;

    public static bool IsEnough(OtherMapping mapping, OtherTable table) =>
        new[] { mapping.Name, mapping.Price }.All(c => c >= 0 && c < table.Headings.Count);

    public static OtherMenu Read(OtherMapping mapping, OtherTable table, Currency currency) => OtherFormats.Grouped(
        new(r => r[mapping.Name] + "|" + r[mapping.Category], r => r[mapping.Name], r => r[mapping.Category],
            r => r[mapping.Price], r => r[mapping.Variant])
        {
            Code = r => r[mapping.Code], Description = r => r[mapping.Description],
        }, table, currency).Finished();
}
