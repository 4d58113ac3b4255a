using System.Collections.Concurrent;
using OAuthClient.OAuth2;

namespace OAuthClient.Tests;

/// <summary>
/// An extension that records its calls as steps, such as <c>authorize</c> and <c>request Code</c>, and does in each of
/// them what the test says.
/// </summary>
internal sealed class TracedExtension(string name = "traced") : OAuth2Extension
{
    public override string Name => name;

    public override IReadOnlyList<string> Owns => OwnedParameters;

    public override int Order => Place;

    public override IReadOnlyList<string> TokenTypes => Types;

    public string[] OwnedParameters { get; init; } = [];

    public string[] Types { get; init; } = [];

    public int Place { get; init; }

    /// <summary>The steps of all extensions that share the list, each with the name of its extension.</summary>
    public ConcurrentQueue<string> Steps { get; init; } = [];

    /// <summary>The surroundings of the last step.</summary>
    public ExtensionContext? Last { get; private set; }

    /// <summary>Runs in every step before anything else.</summary>
    public Func<string, CancellationToken, Task>? AtStep { get; set; }

    public Action<AuthorizationParameters, ExtensionContext>? Authorize { get; init; }

    public Func<OAuthCallback, OAuthCallback>? Open { get; init; }

    public Action<OAuthCallback, ExtensionContext>? Check { get; init; }

    public Action<ClientRequest, ExtensionContext>? Request { get; init; }

    public Func<OAuth2Answer, ExtensionContext, AnswerVerdict>? Answer { get; init; }

    public Action<TokenDraft, ExtensionContext>? Token { get; init; }

    public Action<ApiCall, ExtensionContext>? Call { get; init; }

    public Func<HttpResponseMessage, AnswerVerdict>? Called { get; init; }

    /// <summary>Makes the exception of a refusal.</summary>
    public static OAuthException MakeRefusal(string code, string message, string? hint = null) =>
        Refuse(code, message, hint);

    public override async ValueTask AuthorizeAsync(
        AuthorizationParameters parameters, ExtensionContext context, CancellationToken cancellationToken)
    {
        await StepAsync("authorize", context, cancellationToken);
        Authorize?.Invoke(parameters, context);
    }

    public override async ValueTask<OAuthCallback> OpenAsync(
        OAuthCallback callback, ExtensionContext context, CancellationToken cancellationToken)
    {
        await StepAsync("open", context, cancellationToken);
        return Open?.Invoke(callback) ?? callback;
    }

    public override async ValueTask CheckAsync(
        OAuthCallback callback, ExtensionContext context, CancellationToken cancellationToken)
    {
        await StepAsync("check", context, cancellationToken);
        Check?.Invoke(callback, context);
    }

    public override async ValueTask RequestAsync(
        ClientRequest request, ExtensionContext context, CancellationToken cancellationToken)
    {
        await StepAsync($"request {context.Leg}", context, cancellationToken);
        Request?.Invoke(request, context);
    }

    public override async ValueTask<AnswerVerdict> AnswerAsync(
        OAuth2Answer answer, ExtensionContext context, CancellationToken cancellationToken)
    {
        await StepAsync($"answer {context.Leg}", context, cancellationToken);
        return Answer?.Invoke(answer, context) ?? AnswerVerdict.Accept;
    }

    public override async ValueTask TokenAsync(
        TokenDraft token, ExtensionContext context, CancellationToken cancellationToken)
    {
        await StepAsync($"token {context.Leg}", context, cancellationToken);
        Token?.Invoke(token, context);
    }

    public override async ValueTask CallAsync(
        ApiCall apiCall, ExtensionContext context, CancellationToken cancellationToken)
    {
        await StepAsync("call", context, cancellationToken);
        Call?.Invoke(apiCall, context);
    }

    public override async ValueTask<AnswerVerdict> CalledAsync(
        HttpResponseMessage answer, ExtensionContext context, CancellationToken cancellationToken)
    {
        await StepAsync("called", context, cancellationToken);
        return Called?.Invoke(answer) ?? AnswerVerdict.Accept;
    }

    private Task StepAsync(string step, ExtensionContext context, CancellationToken cancellationToken)
    {
        Steps.Enqueue($"{name}: {step}");
        Last = context;
        return AtStep?.Invoke(step, cancellationToken) ?? Task.CompletedTask;
    }
}
