// A guest's slice that uses another slice of the guest and one of the staff, beside what it may use.
namespace Restpy.ArchitectureTests.Probes.Slices
{
    internal sealed class DomainOfSlices;
}

namespace Restpy.ArchitectureTests.Probes.Slices.GuestPages
{
    internal sealed class SharedBySlices;
}

namespace Restpy.ArchitectureTests.Probes.Slices.GuestBasket
{
    internal sealed class BasketOfSlice;
}

namespace Restpy.ArchitectureTests.Probes.Slices.CallWaiter
{
    internal sealed class StaffSlice;
}

namespace Restpy.ArchitectureTests.Probes.Slices.GuestOrder
{
    using CallWaiter;
    using GuestBasket;
    using GuestPages;

    internal sealed class GuestOrderSlice
    {
        public DomainOfSlices? May { get; init; }
        public SharedBySlices? MayAlso { get; init; }
        public BasketOfSlice? MayNot { get; init; }
        public StaffSlice? MayNotEither { get; init; }
    }
}
