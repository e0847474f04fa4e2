using Restpy.Kernel;

namespace Restpy.Platform.Mail;

/// <summary>An e-mail waits to be sent.</summary>
public sealed record EmailQueued(Guid EmailId) : IPlatformEvent
{
    string IEvent.Topic => "mail";
    Guid IEvent.SubjectId => EmailId;
}
