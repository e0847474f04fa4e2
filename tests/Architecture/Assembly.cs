using Restpy.TestSupport;
using Xunit;

[assembly: AssemblyFixture(typeof(SharedProducts))]
