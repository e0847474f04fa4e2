// The floor under an order: the same request taken by bare Kestrel, the same rows inserted by bare ADO.NET in one
// transaction with the same durability, and nothing else. What the product costs above this is the product's.
using Restpy.Bench.Floor;

var builder = WebApplication.CreateSlimBuilder(args);
builder.Logging.ClearProviders();
var sqlite = builder.Configuration["sqlite"];
var postgres = builder.Configuration["postgres"];
var menuFile = builder.Configuration["menu"];
var app = builder.Build();

var like = builder.Configuration["like"]
    ?? throw new ArgumentException("--like FILE or CONNECTION of the product, with an order in it");
IOrderFloor floor = postgres is { Length: > 0 } ? new PostgresFloor(postgres, like)
    : new SqliteFloor(sqlite ?? throw new ArgumentException("--sqlite FILE or --postgres CONNECTION"), like);
await floor.PrepareAsync();
app.MapPost("/order",
    async (FloorOrder order, CancellationToken ct) =>
    Results.Json(new { orderId = await floor.PlaceAsync(order, ct) }));
var shared = new SharedCommits(floor);
_ = shared.RunAsync();
app.MapPost("/order-shared", async (FloorOrder order) =>
{
    await shared.PlaceAsync(order);
    return Results.Json(new { placed = true });
});
var menu = menuFile is { Length: > 0 } ? await File.ReadAllBytesAsync(menuFile) : [];
app.MapGet("/menu", (HttpContext http) =>
{
    http.Response.ContentType = "text/html; charset=utf-8";
    http.Response.Headers.ContentEncoding = "br";
    http.Response.ContentLength = menu.Length;
    return http.Response.Body.WriteAsync(menu).AsTask();
});
app.Run();
