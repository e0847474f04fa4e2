using Restpy.TestSupport;
using Xunit;

[assembly: AssemblyFixture(typeof(SharedProducts))]

// One restaurant for all: a test that takes a dish off the menu must not do so while another orders it.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
