using FsCheck;
using FsCheck.Fluent;
using PhoneNumbers;
using Restpy.Platform.Data;
using Restpy.Trust.Checks;
using Xunit;

namespace Restpy.UnitTests.Trust;

/// <summary>
/// The guard that refuses card numbers and the proof that looks for them: two rules, held against the same texts.
/// </summary>
public sealed class CardNumberTests
{
    /// <summary>The schemes' own test numbers.</summary>
    private static readonly string[] Cards =
        ["4111111111111111", "4242424242424242", "5555555555554444", "2223003122003222", "378282246310005",
            "30569309025904", "6011111111111117", "3566002020360505", "6200000000000005"];

    public static TheoryData<string> Spellings =>
    [
        "4111111111111111", "4111 1111 1111 1111", "4111-1111-1111-1111", "4111.1111.1111.1111", "4111/1111/1111/1111",
        "4111_1111_1111_1111", "4111,1111,1111,1111", "4111:1111:1111:1111",
        "4111|1111|1111|1111", "4111*1111*1111*1111", "4111  1111  1111  1111", "4111 - 1111 - 1111 - 1111",
        "(4111)(1111)(1111)(1111)", "4111\n1111\n1111\n1111", "4111\t1111\t1111\t1111",
        "4111\u200B1111\u200B1111\u200B1111", "4111·1111·1111·1111", "4111—1111—1111—1111",
        "4 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1", "4-1-1-1-1-1-1-1-1-1-1-1-1-1-1-1", "Visa4111111111111111",
        "4111111111111111exp1227",
        "n°4111111111111111", "４１１１１１１１１１１１１１１１", "४१११११११११११११११", "𝟒𝟏𝟏𝟏𝟏𝟏𝟏𝟏𝟏𝟏𝟏𝟏𝟏𝟏𝟏𝟏",
        "+378282246310005", "3782 822463 10005", "3782_822463_10005", "30569309025904", "12/27 4111 1111 1111 1111 123",
        "a4111111111111111b",
        "4111-1111 1111.1111", "#4111111111111111", "order 4111111111111111", "card=4111111111111111;",
        "\"4111111111111111\"", "4️⃣1️⃣1️⃣1️⃣1️⃣1️⃣1️⃣1️⃣1️⃣1️⃣1️⃣1️⃣1️⃣1️⃣1️⃣1️⃣",
        "４１１１ー１１１１ー１１１１ー１１１１".Replace('ー', '-'),
    ];

    public static TheoryData<string> Others =>
    [
        "+91 98765 43210", "+4915112345676", "+33 6 12 34 56 78", "29ABCDE1234F1Z5", "DE89 3704 0044 0532 0130 00",
        "FR7630006000011234567890189", "GB29NWBK60161331926819", "BLR/26-27/000421", "SG/26-27/4111111",
        "41111111-1111-1111-1111-111111111111", "2026-11-22T10:40:52.2972900Z", "42424242424242424242",
        "[50000,20000,10000,4111,12]", "1764327600000000", "4242 4242 4242 4241",
        "{\"paidMinor\":125000,\"payableMinor\":4111111}", "da39a3ee5e6b4b0d3255bfef95601890afd80709", "431823774211",
    ];

    [Theory, MemberData(nameof(Spellings))]
    public void The_guard_finds_a_card_number_in_any_spelling(string text) => Assert.True(CardNumber.IsIn(text));

    [Theory, MemberData(nameof(Spellings))]
    public void The_proof_finds_a_card_number_in_any_spelling(string text) => Assert.True(CardText.HoldsCard(text));

    [Theory, MemberData(nameof(Others))]
    public void The_guard_lets_other_numbers_pass(string text) => Assert.False(CardNumber.IsIn(text));

    [Theory, MemberData(nameof(Others))]
    public void The_proof_lets_other_numbers_pass(string text) => Assert.False(CardText.HoldsCard(text));

    [Fact]
    public void One_mark_between_all_groups_hides_no_card()
    {
        var marks = Gen.Elements(" ", "-", "_", ".", "/", "\\", "|", "~", "=", "*", ":", ";", ",", "·", "•", "\u00A0",
            "\u200B", "\u2009", "\r\n", " - ", " / ", "->");
        var beside = Gen.Elements("", " ", "Visa", "CB n° ", "(", "x", "नंबर ", "note: ");
        Check.QuickThrowOnFailure(
            Prop.ForAll((from card in Gen.Elements(Cards)
                         from mark in marks
                         from before in beside
                         from after in beside
                         select before + Grouped(card, mark) + after).ToArbitrary(),
            text => CardNumber.IsIn(text) && CardText.HoldsCard(text)));
    }

    [Fact]
    public void A_valid_telephone_number_is_no_card()
    {
        var util = PhoneNumberUtil.GetInstance();
        foreach (var region in util.GetSupportedRegions())
        {
            if (util.GetExampleNumber(region) is not { } number) continue;
            foreach (var format in new[] {
                PhoneNumberFormat.E164, PhoneNumberFormat.INTERNATIONAL, PhoneNumberFormat.NATIONAL })
            {
                var text = "Call " + util.Format(number, format);
                Assert.False(CardNumber.IsIn(text), text);
                Assert.False(CardText.HoldsCard(text), text);
            }
        }
    }

    private static string Grouped(string card, string mark) =>
        string.Join(mark, card.Length == 15 ? [card[..4], card[4..10], card[10..]]
            : card.Chunk(4).Select(c => new string(c)));
}
