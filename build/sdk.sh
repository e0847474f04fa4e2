# Sourced. The SDK for building. Its compiler server miscompiles itself after a while on .NET 10 (dotnet/razor#13184) and then
# finds errors in pages that have none; without profile-guided recompilation it does not. What is built runs with it.
sdk() { DOTNET_TieredPGO=0 dotnet "$@"; }
