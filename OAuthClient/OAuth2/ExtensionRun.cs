using OAuthClient.Http;
using OAuthClient.Internal;

namespace OAuthClient.OAuth2;

/// <summary>
/// The calls of a provider's extensions in one login, request or API call. All waits together have one deadline. Not
/// thread-safe, but <see cref="Empty"/> is.
/// </summary>
internal sealed class ExtensionRun(ExtensionContext[] contexts, OAuthDanceOptions? options)
{
    private TimeSpan _timeLeft = options?.EndpointTimeout ?? default;

    /// <summary>The run of a provider without extensions.</summary>
    public static ExtensionRun Empty { get; } = new([], null);

    public bool IsEmpty => contexts.Length == 0;

    /// <summary>The findings of the extensions about a token.</summary>
    public IReadOnlyList<object> Findings { get; private set; } = [];

    /// <summary>Lets the extensions complete the parameters of an authorization request.</summary>
    public async ValueTask<IReadOnlyList<(string Name, string Value)>> AuthorizeAsync(
        IReadOnlyList<(string Name, string Value)> parameters, bool isPushed, CancellationToken cancellationToken)
    {
        if (IsEmpty)
            return parameters;
        var all = new AuthorizationParameters(parameters, isPushed);
        foreach (var context in InOrder(OAuth2Leg.Authorization))
        {
            all.Guard = context.Guard;
            await CallAsync(
                context, cancel => context.Extension.AuthorizeAsync(all, context, cancel), cancellationToken)
                .ConfigureAwait(false);
        }
        return all.Pairs;
    }

    public async ValueTask<OAuthCallback> OpenAsync(
        OAuthCallback callback, CallbackChecks? checks, CancellationToken cancellationToken)
    {
        if (IsEmpty)
            return callback;
        foreach (var context in InReverse(OAuth2Leg.Callback))
        {
            var raw = callback;
            checks?.Start(CheckNames.OfExtension(context.Extension.Name));
            callback = await CallAsync(
                context,
                async cancel => await context.Extension.OpenAsync(raw, context, cancel).ConfigureAwait(false)
                    ?? throw new InvalidOperationException("OpenAsync returned no callback."),
                cancellationToken).ConfigureAwait(false);
            // An extension that left the callback as it was had nothing to open.
            if (ReferenceEquals(callback, raw))
                checks?.Withdraw();
        }
        return callback;
    }

    public async ValueTask CheckAsync(
        OAuthCallback callback, CallbackChecks? checks, CancellationToken cancellationToken)
    {
        foreach (var context in InReverse(OAuth2Leg.Callback))
        {
            checks?.Start(CheckNames.OfExtension(context.Extension.Name));
            await CallAsync(
                context, cancel => context.Extension.CheckAsync(callback, context, cancel), cancellationToken)
                .ConfigureAwait(false);
        }
    }

    public async ValueTask RequestAsync(ClientRequest request, OAuth2Leg leg, CancellationToken cancellationToken)
    {
        foreach (var context in InOrder(leg))
        {
            request.Guard = context.Guard;
            await CallAsync(
                context, cancel => context.Extension.RequestAsync(request, context, cancel), cancellationToken)
                .ConfigureAwait(false);
        }
        request.Guard = null;
        AddSecrets(request);
    }

    /// <summary>Lets the extensions read an answer, and change its body.</summary>
    /// <returns>Whether to repeat a request that was refused.</returns>
    public async ValueTask<bool> AnswerAsync(
        OAuth2Answer answer, OAuth2Leg leg, ClientRequest request, CancellationToken cancellationToken)
    {
        var isRepeated = false;
        foreach (var context in InReverse(leg))
        {
            var verdict = await CallAsync(
                context, cancel => context.Extension.AnswerAsync(answer, context, cancel), cancellationToken)
                .ConfigureAwait(false);
            isRepeated |= verdict == AnswerVerdict.Repeat;
        }
        AddSecrets(request);
        return isRepeated && answer.IsRefusal;
    }

    /// <summary>Lets the extensions check a token.</summary>
    /// <returns>The token with the data that they keep beside it.</returns>
    public async ValueTask<OAuthToken> TokenAsync(
        OAuthToken token, OAuthToken? before, OAuth2Leg leg, CancellationToken cancellationToken)
    {
        if (IsEmpty)
            return token;
        var draft = new TokenDraft(token, before);
        var all = new Dictionary<string, Secret>(token.Data, StringComparer.Ordinal);
        foreach (var context in InReverse(leg))
        {
            draft.Kept = new(ExtensionKeys.Select(context.Extension, before?.Data));
            await CallAsync(
                context, cancel => context.Extension.TokenAsync(draft, context, cancel), cancellationToken)
                .ConfigureAwait(false);
            ExtensionKeys.Replace(context.Extension, draft.Kept, all);
        }
        Findings = draft.Findings;
        return token with { Data = all };
    }

    public async ValueTask CallApiAsync(ApiCall call, CancellationToken cancellationToken)
    {
        foreach (var context in InOrder(OAuth2Leg.ApiCall))
        {
            await CallAsync(
                context, cancel => context.Extension.CallAsync(call, context, cancel), cancellationToken)
                .ConfigureAwait(false);
        }
    }

    /// <returns>Whether to repeat a call that was refused.</returns>
    public async ValueTask<bool> CalledAsync(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        var isRepeated = false;
        foreach (var context in InReverse(OAuth2Leg.ApiCall))
        {
            var verdict = await CallAsync(
                context, cancel => context.Extension.CalledAsync(answer, context, cancel), cancellationToken)
                .ConfigureAwait(false);
            isRepeated |= verdict == AnswerVerdict.Repeat;
        }
        return isRepeated && OAuth2Answer.IsRefusalStatus((int)answer.StatusCode);
    }

    /// <summary>Puts the data of the extensions in the place of their earlier data.</summary>
    public IReadOnlyDictionary<string, Secret> MergeData(IReadOnlyDictionary<string, Secret> data)
    {
        if (IsEmpty)
            return data;
        var all = new Dictionary<string, Secret>(data, StringComparer.Ordinal);
        foreach (var context in contexts)
            ExtensionKeys.Replace(context.Extension, context.Data, all);
        return all;
    }

    private IEnumerable<ExtensionContext> InOrder(OAuth2Leg leg)
    {
        foreach (var context in contexts)
        {
            context.Leg = leg;
            yield return context;
        }
    }

    private IEnumerable<ExtensionContext> InReverse(OAuth2Leg leg)
    {
        for (var index = contexts.Length - 1; index >= 0; index--)
        {
            contexts[index].Leg = leg;
            yield return contexts[index];
        }
    }

    private void AddSecrets(ClientRequest request)
    {
        foreach (var secret in contexts.SelectMany(context => context.Data.EverHeld))
            request.AddSecret(secret);
    }

    private async ValueTask CallAsync(
        ExtensionContext context, Func<CancellationToken, ValueTask> call, CancellationToken cancellationToken) =>
        await CallAsync(
            context,
            async cancel =>
            {
                await call(cancel).ConfigureAwait(false);
                return true;
            },
            cancellationToken).ConfigureAwait(false);

    private async ValueTask<T> CallAsync<T>(
        ExtensionContext context, Func<CancellationToken, ValueTask<T>> call, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(_timeLeft, context.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        var begin = context.Time.GetTimestamp();
        try
        {
            return await call(either.Token).AsTask().WaitAsync(either.Token).ConfigureAwait(false);
        }
        catch (Exception) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellationToken);
        }
        catch (Exception cause) when (deadline.IsCancellationRequested && cause is OperationCanceledException)
        {
            throw Fault(context, new TimeoutException($"It took more than the {options!.EndpointTimeout} of EndpointTimeout."));
        }
        catch (OAuthException refusal)
        {
            throw WithoutSecrets(refusal);
        }
        catch (Exception cause)
        {
            throw Fault(context, cause);
        }
        finally
        {
            var left = _timeLeft - context.Time.GetElapsedTime(begin);
            _timeLeft = left > TimeSpan.Zero ? left : TimeSpan.Zero;
        }
    }

    private static HostFailureException Fault(ExtensionContext context, Exception cause) =>
        HostFailureException.FromHostClass(
            OAuthErrorCode.ExtensionFailed, $"The extension '{context.Extension.Name}'", cause);

    private Exception WithoutSecrets(OAuthException refusal)
    {
        if (refusal.Error.Code == OAuthErrorCode.ExtensionParameterReserved)
            return new HostFailureException(refusal.Error, refusal);
        Secret[] secrets = [.. contexts.SelectMany(context => context.Data.EverHeld)];
        var error = refusal.Error with
        {
            Message = Mask.MaskSecrets(refusal.Error.Message, secrets),
            Hint = refusal.Error.Hint is { } hint ? Mask.MaskSecrets(hint, secrets) : null,
        };
        return error == refusal.Error ? refusal : new OAuthException(refusal.Kind, error);
    }
}
