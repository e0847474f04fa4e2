using System.Reflection;
using Microsoft.EntityFrameworkCore.Metadata;
using Restpy.ArchitectureTests.Probes;
using Restpy.Kernel;
using Restpy.TestSupport;
using Xunit;

namespace Restpy.ArchitectureTests;

/// <summary>Every text column is marked as personal data, marked as a secret, or reviewed as neither.</summary>
public sealed class TextColumnTests
{
    private static readonly IModel Product = Models.Of(DatabaseKind.Sqlite);

    [Fact]
    public void Every_text_column_is_marked_or_reviewed() =>
    Complaints.None(Columns(Product).Except(Marked(Product)).Except(Reviewed)
        .Select(c => $"{c} is neither marked nor reviewed"));

    [Fact]
    public void Every_reviewed_column_exists() => Complaints.None(Reviewed.Except(Columns(Product)));

    [Fact]
    public void No_reviewed_column_is_marked_as_well() => Complaints.None(Reviewed.Intersect(Marked(Product)));

    [Fact]
    public void Names_of_classes_are_unique_so_that_a_review_is_of_one_column() =>
        Complaints.None(Product.GetEntityTypes().GroupBy(t => t.ClrType.Name).Where(g => g.Count() > 1)
            .Select(g => g.Key));

    [Fact]
    public void Probe_an_unmarked_text_column_is_found() =>
    Assert.Contains("Shelf.Name", Columns(WrongModel.Build()).Except(Marked(WrongModel.Build())).Except(Reviewed));

    private static IEnumerable<string> Reviewed =>
        TextColumns.NotPersonal.Concat(TextColumns.Reasons)
            .SelectMany(list => list.Value.Split(' ').Select(property => $"{list.Key}.{property}"));

    private static IEnumerable<string> Columns(IModel model) => Texts(model).Select(Name);

    private static IEnumerable<string> Marked(IModel model) => Texts(model).Where(IsMarked).Select(Name);

    private static IEnumerable<IProperty> Texts(IModel model) =>
        model.GetEntityTypes().SelectMany(t => t.GetProperties()).Where(p => p.ClrType == typeof(string));

    private static string Name(IProperty property) => $"{property.DeclaringType.ClrType.Name}.{property.Name}";

    private static bool IsMarked(IProperty property) =>
        property.PropertyInfo is { } info
            && (info.GetCustomAttribute<PersonalDataAttribute>() is not null
                || info.GetCustomAttribute<SecretAttribute>() is not null);
}
