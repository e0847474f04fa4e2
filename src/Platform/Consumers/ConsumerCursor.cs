using Restpy.Kernel;

namespace Restpy.Platform.Consumers;

/// <summary>
/// Up to which place in the stream of events a consumer has taken over what it hears of. A new consumer begins with the
/// oldest event that is kept.
/// </summary>
[SharedByAllRestaurants("The stream is one for all restaurants, and so is a consumer's place in it.")]
[NotAudited("It moves with every event.")]
internal sealed class ConsumerCursor
{
    public string Name { get; init; } = "";

    public long Position { get; private set; }

    public void MoveTo(long position) => Position = position;
}
