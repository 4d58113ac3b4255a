using System.Net.WebSockets;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.AspNetCore.SignalR.Protocol;

namespace OAuthClient.Tests.Web;

/// <summary>The connection of a page to its Blazor circuit, as the script of Blazor opens it.</summary>
internal sealed partial class BlazorCircuit(ClientWebSocket socket) : IDisposable
{
    /// <summary>Starts the circuit of the interactive components of a page.</summary>
    public static async Task<BlazorCircuit> StartAsync(Uri page, string html, string? cookies)
    {
        var circuit = new BlazorCircuit(new());
        circuit.Socket.Options.SetRequestHeader("Cookie", cookies);
        await circuit.Socket.ConnectAsync(new($"ws://{page.Authority}/_blazor"), default);
        await circuit.SendAsync("{\"protocol\":\"blazorpack\",\"version\":1}\u001e"u8.ToArray());
        var components = $"[{string.Join(',', Component().Matches(html).Select(match => match.Groups[1].Value))}]";
        var start = new InvocationMessage(
            "1", "StartCircuit", [$"{page.Scheme}://{page.Authority}/", page.AbsoluteUri, components, ""]);
        await circuit.SendAsync(CreateProtocol().GetMessageBytes(start));
        return circuit;
    }

    /// <summary>Receives a message of the server, or a part of one.</summary>
    public async Task<string> ReceiveAsync(CancellationToken cancellationToken = default)
    {
        var buffer = new byte[64 * 1024];
        var received = await socket.ReceiveAsync(buffer, cancellationToken);
        return Encoding.UTF8.GetString(buffer, 0, received.Count);
    }

    /// <summary>Waits until the server has sent a text, such as one that a component renders.</summary>
    public async Task ReceiveUntilAsync(string text)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        var received = "";
        while (!received.Contains(text, StringComparison.Ordinal))
        {
            try
            {
                received += await ReceiveAsync(deadline.Token);
            }
            catch (OperationCanceledException)
            {
                Assert.Fail($"The circuit has not sent \"{text}\" in 20 seconds, but:\n{received}");
            }
            Assert.That(received, Does.Not.Contain("JS.Error"), "the circuit has failed");
        }
    }

    public void Dispose() => socket.Dispose();

    private ClientWebSocket Socket => socket;

    private Task SendAsync(ReadOnlyMemory<byte> message) =>
        socket.SendAsync(message, WebSocketMessageType.Binary, true, default).AsTask();

    // The protocol is the framework's own, and not public.
    private static IHubProtocol CreateProtocol() => (IHubProtocol)Activator.CreateInstance(
        typeof(Circuit).Assembly.GetType("Microsoft.AspNetCore.Components.Server.BlazorPack.BlazorPackHubProtocol")!)!;

    [GeneratedRegex("<!--Blazor:({\"type\":\"server\".*?})-->")]
    private static partial Regex Component();
}
