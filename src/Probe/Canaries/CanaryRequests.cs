using System.Text;
using System.Text.Json.Nodes;
using Restpy.Kernel;
using Restpy.Probe.Attack;

namespace Restpy.Probe.Canaries;

/// <summary>Sends forms and API commands for a canary's people, and fails where one is refused.</summary>
internal sealed class CanaryRequests(CancellationToken ct)
{
    public async Task FormAsync(Caller who, string address, params (string Name, string Value)[] fields)
    {
        var command = who.IsGuest ? "commandId" : "CommandId";
        using var request = new HttpRequestMessage(HttpMethod.Post, address);
        request.Content = new FormUrlEncodedContent(fields.Append((command, Id.New().ToString()))
            .Append(("_token", who.FormToken)).Select(f => KeyValuePair.Create(f.Item1, f.Item2)));
        using var answer = await who.SendAsync(request, ct);
        if ((int)answer.StatusCode >= 400)
            throw new InvalidOperationException($"The canary's {address} was answered {(int)answer.StatusCode}.");
    }

    public async Task<JsonNode> AskAsync(
        Caller who, HttpMethod method, string address, JsonObject? body, bool must = true)
    {
        using var request = new HttpRequestMessage(method, address);
        request.Headers.Add("X-CSRF-TOKEN", who.FormToken);
        body?.TryAdd("commandId", Id.New().ToString());
        if (body is not null)
            request.Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
        using var answer = await who.SendAsync(request, ct);
        var text = await answer.Content.ReadAsStringAsync(ct);
        if (must && !answer.IsSuccessStatusCode)
            throw new InvalidOperationException(
                $"The canary's {method} {address} was answered {(int)answer.StatusCode}: {text}");
        return text.StartsWith('{') ? JsonNode.Parse(text)! : new JsonObject();
    }
}
