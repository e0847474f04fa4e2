using Microsoft.AspNetCore.Http.Metadata;

namespace Restpy.Platform.Pictures;

/// <summary>
/// A page that takes a picture from a form: its requests may be as large as a picture (bytes). Routing reads this
/// before anything reads the
/// request; MVC's own RequestSizeLimit comes after the form token was looked for in the body, and only warns then.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class TakesPictureAttribute : Attribute, IRequestSizeLimitMetadata
{
    private const int RestOfTheForm = 64 * 1024;

    public long? MaxRequestBodySize => PictureReader.LargestUpload + RestOfTheForm;
}
