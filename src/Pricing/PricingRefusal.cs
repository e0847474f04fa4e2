namespace Restpy.Pricing;

/// <summary>Why a basket, a pack or a return was not priced. Answered as a value, never thrown.</summary>
/// <param name="Code">Stable word for programs, one of <see cref="PricingRefusals"/>.</param>
/// <param name="Detail">One English sentence with the figures.</param>
/// <param name="LineId">The line at fault, when it is one line.</param>
public sealed record PricingRefusal(string Code, string Detail, string? LineId = null);

/// <summary>The stable codes of <see cref="PricingRefusal"/>.</summary>
public static class PricingRefusals
{
    public const string QuantityNotPositive = "quantity_not_positive";
    public const string PriceNegative = "price_negative";
    public const string DiscountNegative = "discount_negative";
    public const string DiscountAboveValue = "discount_above_value";
    public const string DiscountAmbiguous = "discount_ambiguous";
    public const string PercentOutOfRange = "percent_out_of_range";
    public const string AmountTooLarge = "amount_too_large";
    public const string LineIdMissing = "line_id_missing";
    public const string LineIdRepeated = "line_id_repeated";
    public const string TooManyLines = "too_many_lines";
    public const string TaxRuleMissing = "tax_rule_missing";
    public const string ProfileMissing = "profile_missing";
    public const string ProfileNotValid = "profile_not_valid";
    public const string RegionMissing = "region_missing";
    public const string PackUnreadable = "pack_unreadable";
    public const string PackInconsistent = "pack_inconsistent";
    public const string LineUnknown = "line_unknown";
    public const string ReturnAboveQuantity = "return_above_quantity";
    public const string NothingReturned = "nothing_returned";
}
