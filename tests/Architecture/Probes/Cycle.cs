namespace Restpy.ArchitectureTests.Probes.Cycle.Orders
{
    internal sealed class Order
    {
        public static string Text(Bills.Bill bill) => bill.ToString()!;
    }
}

namespace Restpy.ArchitectureTests.Probes.Cycle.Bills
{
    internal sealed class Bill
    {
        public static string Text() => new Orders.Order().ToString()!;
    }
}
