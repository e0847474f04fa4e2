using Restpy.Kernel;

namespace Restpy.TestSupport;

/// <summary>An event of a test, on a topic and under a name of its own.</summary>
public sealed record TestNews(string Topic, string Name, Guid SubjectId) : IEvent;
