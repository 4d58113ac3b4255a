using System.Diagnostics.CodeAnalysis;
using System.Reactive.Disposables;
using System.Runtime.CompilerServices;
using OAuthClient;
using Signals;

namespace OAuthHarness.Story;

/// <summary>Receives the signals of every login. Its methods are connected by their attributes.</summary>
internal sealed class Auditor(Transcript transcript)
{
    /// <summary>Connects all methods by their attributes or, where native code finds none, one by one.</summary>
    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "Native code takes the other branch.")]
    public IDisposable ConnectTo(SignalRegistry registry)
    {
        if (RuntimeFeature.IsDynamicCodeSupported)
            return registry.ConnectAll(this);
        var signals = new RegistrySignals(registry);
        return new CompositeDisposable(
            signals.BeforeLogin.Connect(Leaves), signals.Authorized.Connect(Arrives), signals.Error.Connect(Fails));
    }

    [ConnectTo(OAuthSignals.BeforeLoginName)]
    public void Leaves(OAuthDance dance, BeforeLoginArgs login) =>
        Write(nameof(Leaves), OAuthSignals.BeforeLoginName, $"a user goes to {dance.Provider.Name}");

    [ConnectTo(OAuthSignals.AuthorizedName)]
    public void Arrives(OAuthDance dance, AuthorizedArgs login) =>
        Write(nameof(Arrives), OAuthSignals.AuthorizedName, $"{dance.Provider.Name} gave a token");

    [ConnectTo(OAuthSignals.ErrorName)]
    public void Fails(OAuthDance dance, ErrorArgs failure) =>
        Write(nameof(Fails), OAuthSignals.ErrorName, failure.Error.Code);

    private void Write(string method, string signal, string news) =>
        transcript.WriteStep("receiver", $"{nameof(Auditor)}.{method} hears {signal}: {news}");
}
