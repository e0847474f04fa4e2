namespace Restpy.Menu;

internal enum DishState
{
    On,
    Out,
    Off,
    Archived,
}
