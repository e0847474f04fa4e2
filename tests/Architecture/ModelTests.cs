using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Restpy.ArchitectureTests.Probes;
using Restpy.TestSupport;
using Xunit;

namespace Restpy.ArchitectureTests;

/// <summary>
/// The rules of <see cref="ModelRules"/> on the product's model, and on one that breaks each of them once.
/// </summary>
public sealed class ModelTests
{
    private static readonly IModel Product = Models.Of(DatabaseKind.Sqlite);
    private static readonly IModel Wrong = WrongModel.Build();

    public static TheoryData<string> Rules => [.. All(Product).Keys];

    [Theory, MemberData(nameof(Rules))]
    public void The_model_keeps_the_rule(string rule) => Complaints.None(All(Product)[rule]);

    [Theory]
    [InlineData("table", "loose_crate should begin with architecturetests_")]
    [InlineData("owner", "Crate belongs to no restaurant and does not say why")]
    [InlineData("primary key", "Shelf has the key (id)")]
    [InlineData("unique index", "IX_architecturetests_shelf_Name is unique over all restaurants")]
    [InlineData("foreign key",
        "FK_architecturetests_jar_architecturetests_shelf_ShelfId can point at another restaurant")]
    [InlineData("foreign table", "FK_loose_crate_platform_key_KeyName points at a table of Platform")]
    [InlineData("filter", "Jar is not filtered by branch")]
    [InlineData("column", "architecturetests_jar.FilledAt is stored as DateTimeOffset")]
    [InlineData("column", "architecturetests_jar.PriceMinor is stored as Decimal")]
    public void Probe_a_model_that_breaks_the_rule_is_found(string rule, string complaint) =>
    Assert.Contains(complaint, All(Wrong)[rule]);

    private static Dictionary<string, List<string>> All(IModel model) => new()
    {
        ["table"] = [.. ModelRules.TableNames(model)],
        ["owner"] = [.. ModelRules.Owners(model)],
        ["primary key"] = [.. ModelRules.PrimaryKeys(model)],
        ["unique index"] = [.. ModelRules.UniqueIndexes(model)],
        ["foreign key"] = [.. ModelRules.ForeignKeys(model)],
        ["foreign table"] = [.. ModelRules.ForeignTables(model)],
        ["filter"] = [.. ModelRules.Filters(model)],
        ["column"] = [.. ModelRules.Columns(model)],
    };
}
