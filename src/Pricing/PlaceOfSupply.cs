namespace Restpy.Pricing;

/// <summary>Where the supply happens, which decides between CGST + SGST, CGST + UTGST and IGST.</summary>
/// <param name="BranchRegion">GST state code of the branch.</param>
/// <param name="DestinationRegion">State the goods go to or the event is held in; null: the branch's own.</param>
/// <param name="BuyerInSez">Supply to a special economic zone counts as inter-state (IGST Act s.7(5)(b)).</param>
public readonly record struct PlaceOfSupply(string? BranchRegion, string? DestinationRegion, bool BuyerInSez)
{
    /// <summary>The buyer's own state never matters for a meal: restaurant service is supplied where it is performed
    /// (IGST Act s.12(4)), and a meal carried over a state border to a door was performed in the kitchen.</summary>
    public bool IsInterState(bool goods, ServiceMode mode)
    {
        if (BuyerInSez) return true;
        bool moves = mode == ServiceMode.Catering || (goods && mode == ServiceMode.Delivery);
        return moves && DestinationRegion is not null
            && !string.Equals(DestinationRegion, BranchRegion, StringComparison.Ordinal);
    }
}
