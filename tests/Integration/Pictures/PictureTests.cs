using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Restpy.IntegrationTests.Guest;
using Restpy.IntegrationTests.Opening;
using Restpy.Platform.Data;
using Restpy.Platform.Pictures;
using Restpy.TestSupport;
using SkiaSharp;
using Xunit;

namespace Restpy.IntegrationTests.Pictures;

/// <summary>
/// Photos of dishes and the logo: re-encoded, without what cameras write beside them, shown to guests.
/// </summary>
public sealed class PictureTests(SharedProducts products)
{
    [Theory, OnBothDatabases]
    public async Task A_photo_is_shown_to_guests_without_what_the_camera_wrote(DatabaseKind kind)
    {
        await using var restpy = await TestProduct.StartAsync(kind);
        var (page, dish) = await PhotoPageAsync(restpy);
        var manager = await restpy.AsAsync(Pages.Manager);
        Assert.Equal(HttpStatusCode.Redirect, (await UploadAsync(manager, page, TestPictures.PhonePhoto())).StatusCode);
        using var guest = restpy.Visitor();
        var source = (await guest.PageAsync("/r/spice-garden")).QuerySelector("img.pic")!.GetAttribute("src")!;
        var answer = await guest.GetAsync(source);
        Assert.Equal(("image/webp", true),
            (answer.Content.Headers.ContentType!.MediaType, answer.Headers.CacheControl!.Public));
        var bytes = await answer.Content.ReadAsByteArrayAsync();
        Assert.DoesNotContain("Hidden Lane", Encoding.Latin1.GetString(bytes), StringComparison.Ordinal);
        // Held on its side: 600 × 400 becomes upright, and its upper half, red, stands at the right.
        using var shown = SKBitmap.Decode(bytes);
        Assert.Equal((107, 160), (shown.Width, shown.Height));
        Assert.True(shown.GetPixel(100, 80).Red > 200 && shown.GetPixel(6, 80).Blue > 200);
        Assert.Equal(1, await Pages.ActsAsync(restpy, "spice-garden", "menu.photo-set"));
    }

    [Theory, OnBothDatabases]
    public async Task Another_photo_takes_the_place_of_the_one_before(DatabaseKind kind)
    {
        await using var restpy = await TestProduct.StartAsync(kind);
        var (page, _) = await PhotoPageAsync(restpy);
        var manager = await restpy.AsAsync(Pages.Manager);
        await UploadAsync(manager, page, TestPictures.Png());
        await UploadAsync(manager, page, TestPictures.Png(300, 300));
        Assert.Equal(1, await restpy.InAsync(
            "spice-garden", null, s => s.GetRequiredService<RestpyDb>().Set<Picture>().CountAsync()));
        await manager.SavedAsync(page, "#remove", null, page + "?handler=Remove");
        Assert.Equal(0, await restpy.InAsync(
            "spice-garden", null, s => s.GetRequiredService<RestpyDb>().Set<Picture>().CountAsync()));
    }

    public static TheoryData<string, string> Refused => new()
    {
        { "bomb", "million pixels" }, { "svg", "not a picture we can read" }, { "cut", "not a picture we can read" },
        { "tiny", "too small" }, { "empty", "not a picture we can read" },
    };

    [Theory, MemberData(nameof(Refused))]
    public async Task A_file_that_is_no_fit_picture_is_refused(string what, string sentence)
    {
        var restpy = await products.OnAsync(DatabaseKind.Sqlite);
        var (page, _) = await PhotoPageAsync(restpy);
        byte[] file = what switch
        {
            "bomb" => TestPictures.Bomb(),
            "svg" => Encoding.UTF8.GetBytes("<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"),
            "cut" => TestPictures.Png()[..30],
            "tiny" => TestPictures.Png(8, 8),
            _ => [],
        };
        var answer = await UploadAsync(await restpy.AsAsync(Pages.Manager), page, file);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains(sentence, (await PageClient.ParseAsync(answer)).QuerySelector(".errors")!.TextContent,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_photo_as_large_as_phones_take_them_is_taken()
    {
        await using var restpy = await TestProduct.StartAsync(DatabaseKind.Sqlite);
        var (page, _) = await PhotoPageAsync(restpy);
        // What follows the end of a JPEG is not read: 5 MB, as a phone sends.
        var photo = TestPictures.PhonePhoto().Concat(new byte[5 * 1024 * 1024]).ToArray();
        Assert.Equal(HttpStatusCode.Redirect,
            (await UploadAsync(await restpy.AsAsync(Pages.Manager), page, photo)).StatusCode);
    }

    [Fact]
    public async Task A_file_above_the_limit_is_refused_before_it_is_read()
    {
        var restpy = await products.OnAsync(DatabaseKind.Sqlite);
        var (page, _) = await PhotoPageAsync(restpy);
        var answer = await UploadAsync(
            await restpy.AsAsync(Pages.Manager), page, new byte[PictureReader.LargestUpload + 1024 * 1024]);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
    }

    [Fact]
    public async Task Photos_are_closed_to_waiters_and_not_found_by_another_restaurant()
    {
        var restpy = await products.OnAsync(DatabaseKind.Sqlite);
        var (page, _) = await PhotoPageAsync(restpy);
        Assert.Equal(HttpStatusCode.Forbidden, (await (await restpy.AsAsync(Pages.Waiter)).GetAsync(page)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound,
            (await (await restpy.AsAsync("manager@maison-lumiere.example")).GetAsync(page)).StatusCode);
    }

    [Theory, OnBothDatabases]
    public async Task A_picture_is_found_at_its_own_restaurant_alone(DatabaseKind kind)
    {
        await using var restpy = await TestProduct.StartAsync(kind);
        using var owner = await restpy.SignInAsync(Pages.Owner);
        Assert.Equal(HttpStatusCode.Redirect,
            (await UploadAsync(owner, "/staff/settings/logo", TestPictures.Png())).StatusCode);
        using var guest = restpy.Visitor();
        var source = (await guest.PageAsync("/r/spice-garden")).QuerySelector("img.logo")!.GetAttribute("src")!;
        Assert.Equal(HttpStatusCode.OK, (await guest.GetAsync(source)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound,
            (await guest.GetAsync(source.Replace("spice-garden", "maison-lumiere", StringComparison.Ordinal)))
            .StatusCode);
        Assert.Equal(HttpStatusCode.NotFound,
            (await guest.GetAsync(source.Replace("small", "huge", StringComparison.Ordinal))).StatusCode);
    }

    private static async Task<(string Page, Guid Dish)> PhotoPageAsync(TestProduct restpy)
    {
        var dish = GuestTable.PlainOf(await GuestTable.MenuAsync(restpy, "spice-garden", "bengaluru")).Id;
        return ($"/staff/menu/items/{dish}/photo", dish);
    }

    private static async Task<HttpResponseMessage> UploadAsync(StaffClient client, string page, byte[] file)
    {
        var form = (await client.PageAsync(page)).QuerySelector("#upload")!;
        using var body = new MultipartFormDataContent();
        foreach (var field in form.QuerySelectorAll("input[type=hidden]"))
            body.Add(new StringContent(field.GetAttribute("value")!), field.GetAttribute("name")!);
        var content = new ByteArrayContent(file);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse("image/jpeg");
        body.Add(content, "file", "photo.jpg");
        // The size is announced first, so that what is too large is not sent at all.
        using var request = new HttpRequestMessage(HttpMethod.Post, page) { Content = body };
        request.Headers.ExpectContinue = true;
        return await client.Http.SendAsync(request);
    }
}
