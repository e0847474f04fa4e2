using Restpy.Platform.Web;
using Xunit;

namespace Restpy.UnitTests.Web;

public sealed class DeviceNameTests
{
    [Theory]
    [InlineData("Mozilla/5.0 (Linux; Android 14; SM-X200) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 "
        + "Safari/537.36", "Chrome on Android")]
    [InlineData("Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 SamsungBrowser/27.0 Chrome/125.0.0.0 Mobile "
        + "Safari/537.36", "Samsung Internet on Android")]
    [InlineData("Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 Version/18.1 "
        + "Mobile/15E148 Safari/604.1", "Safari on iPhone")]
    [InlineData("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/142.0.0.0 Safari/537.36 "
        + "Edg/142.0.0.0", "Edge on Windows")]
    [InlineData("Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:144.0) Gecko/20100101 Firefox/144.0",
        "Firefox on Mac")]
    [InlineData("kitchen-printer/2.1", "kitchen-printer/2.1")]
    [InlineData("", "")]
    public void A_device_is_called_as_people_call_it(string userAgent, string name) =>
    Assert.Equal(name, DeviceName.Of(userAgent));

    [Fact]
    public void A_long_unknown_name_is_shortened() => Assert.Equal(61, DeviceName.Of(new string('x', 500)).Length);
}
