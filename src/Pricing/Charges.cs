
namespace Restpy.Pricing;

/// <summary>
/// Packing and own delivery as lines: they belong to the composite restaurant supply, at the rate of the food.
/// </summary>
internal static class Charges
{
    /// <summary>Ids of lines the engine adds begin so; a caller's line may not.</summary>
    public const string ReservedPrefix = "charge:";

    public const string PackingId = ReservedPrefix + "packing";
    public const string DeliveryId = ReservedPrefix + "delivery";
    private static readonly BasketLine[] Nothing = [];

    public static BasketLine[] Of(Basket basket) => (basket.PackingChargeMinor, basket.DeliveryChargeMinor) switch
    {
        (0, 0) => Nothing,
        ( > 0, 0) => [Packing(basket)],
        (0, > 0) => [Delivery(basket)],
        _ => [Packing(basket), Delivery(basket)],
    };

    private static BasketLine Packing(Basket basket) => new()
    {
        Id = PackingId, Description = "Packing charge", Kind = LineKind.Packing,
        UnitPriceMinor = basket.PackingChargeMinor, Category = basket.ChargeCategory,
    };

    private static BasketLine Delivery(Basket basket) => new()
    {
        Id = DeliveryId, Description = "Delivery charge", Kind = LineKind.Delivery,
        UnitPriceMinor = basket.DeliveryChargeMinor, Category = basket.ChargeCategory,
    };
}
