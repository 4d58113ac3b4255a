using System.Collections.Concurrent;
using OAuthClient.Storage;

namespace OAuthClient.Tests.Contracts;

/// <summary>Stores of pending dances with one defect each, around the store in memory.</summary>
internal static class DanceDefects
{
    public abstract class Defect(MemoryPendingDanceStore real) : IPendingDanceStore
    {
        public virtual ValueTask SaveAsync(PendingDance dance, CancellationToken cancellationToken = default) =>
            real.SaveAsync(dance, cancellationToken);

        public virtual ValueTask<PendingDance?> FindAsync(string id, CancellationToken cancellationToken = default) =>
            real.FindAsync(id, cancellationToken);

        public virtual ValueTask<bool> TakeAsync(
            string id, string callbackDigest, CancellationToken cancellationToken = default) =>
            real.TakeAsync(id, callbackDigest, cancellationToken);

        public virtual ValueTask FinishAsync(
            string id, OAuthOutcome outcome, CancellationToken cancellationToken = default) =>
            real.FinishAsync(id, outcome, cancellationToken);

        public virtual ValueTask<FinishedDance?> WaitForOutcomeAsync(
            string id, CancellationToken cancellationToken = default) =>
            real.WaitForOutcomeAsync(id, cancellationToken);
    }

    public sealed class OutcomeBeforeTheTake(MemoryPendingDanceStore real) : Defect(real)
    {
        private readonly ConcurrentDictionary<string, OAuthOutcome> _outcomes = new();

        public override ValueTask FinishAsync(
            string id, OAuthOutcome outcome, CancellationToken cancellationToken = default)
        {
            _outcomes.TryAdd(id, outcome);
            return base.FinishAsync(id, outcome, cancellationToken);
        }

        public override async ValueTask<bool> TakeAsync(
            string id, string callbackDigest, CancellationToken cancellationToken = default)
        {
            var isTaken = await base.TakeAsync(id, callbackDigest, cancellationToken);
            if (isTaken && _outcomes.TryGetValue(id, out var outcome))
                await base.FinishAsync(id, outcome, cancellationToken);
            return isTaken;
        }
    }

    public sealed class LastOutcome(MemoryPendingDanceStore real) : Defect(real)
    {
        private readonly ConcurrentDictionary<string, OAuthOutcome> _outcomes = new();

        public override ValueTask FinishAsync(
            string id, OAuthOutcome outcome, CancellationToken cancellationToken = default)
        {
            _outcomes[id] = outcome;
            return base.FinishAsync(id, outcome, cancellationToken);
        }

        public override async ValueTask<FinishedDance?> WaitForOutcomeAsync(
            string id, CancellationToken cancellationToken = default)
        {
            var finished = await base.WaitForOutcomeAsync(id, cancellationToken);
            return finished is null ? null : finished with { Outcome = _outcomes[id] };
        }
    }

    public sealed class CaseBlindId(MemoryPendingDanceStore real) : Defect(real)
    {
        public override ValueTask<PendingDance?> FindAsync(
            string id, CancellationToken cancellationToken = default) =>
            base.FindAsync(id.ToLowerInvariant(), cancellationToken);
    }

    public sealed class TakenAgainBySameCallback(MemoryPendingDanceStore real) : Defect(real)
    {
        private readonly ConcurrentDictionary<string, string> _callbacks = new();

        public override async ValueTask<bool> TakeAsync(
            string id, string callbackDigest, CancellationToken cancellationToken = default) =>
            await base.TakeAsync(id, callbackDigest, cancellationToken)
                ? _callbacks.TryAdd(id, callbackDigest)
                : _callbacks.GetValueOrDefault(id) == callbackDigest;
    }

    public sealed class CheckedBeforeTheTake(MemoryPendingDanceStore real) : Defect(real)
    {
        private readonly ConcurrentDictionary<string, bool> _taken = new();

        public override async ValueTask<bool> TakeAsync(
            string id, string callbackDigest, CancellationToken cancellationToken = default)
        {
            if (_taken.ContainsKey(id))
                return false;
            await Task.Delay(20, cancellationToken);
            _taken[id] = true;
            await base.TakeAsync(id, callbackDigest, cancellationToken);
            return true;
        }
    }

    public sealed class GoneWhenTaken(MemoryPendingDanceStore real) : Defect(real)
    {
        private readonly ConcurrentDictionary<string, bool> _taken = new();

        public override ValueTask<PendingDance?> FindAsync(
            string id, CancellationToken cancellationToken = default) =>
            _taken.ContainsKey(id) ? new((PendingDance?)null) : base.FindAsync(id, cancellationToken);

        public override ValueTask<bool> TakeAsync(
            string id, string callbackDigest, CancellationToken cancellationToken = default)
        {
            _taken[id] = true;
            return base.TakeAsync(id, callbackDigest, cancellationToken);
        }
    }

    public sealed class IdReused(MemoryPendingDanceStore real) : Defect(real)
    {
        private readonly ConcurrentDictionary<string, PendingDance> _latest = new();

        public override ValueTask SaveAsync(PendingDance dance, CancellationToken cancellationToken = default)
        {
            var isFirst = !_latest.ContainsKey(dance.Id);
            _latest[dance.Id] = dance;
            return isFirst ? base.SaveAsync(dance, cancellationToken) : default;
        }
    }

    public sealed class NoWait(MemoryPendingDanceStore real) : Defect(real)
    {
        public override async ValueTask<FinishedDance?> WaitForOutcomeAsync(
            string id, CancellationToken cancellationToken = default)
        {
            var waiting = base.WaitForOutcomeAsync(id, cancellationToken).AsTask();
            return await Task.WhenAny(waiting, Task.Delay(1, cancellationToken)) == waiting ? await waiting : null;
        }
    }

    public sealed class DataForgotten(MemoryPendingDanceStore real) : Defect(real)
    {
        public override ValueTask SaveAsync(PendingDance dance, CancellationToken cancellationToken = default) =>
            base.SaveAsync(dance with { Data = new Dictionary<string, Secret>() }, cancellationToken);
    }

    public sealed class UnknownIdThrows(MemoryPendingDanceStore real) : Defect(real)
    {
        public override async ValueTask<PendingDance?> FindAsync(
            string id, CancellationToken cancellationToken = default) =>
            await base.FindAsync(id, cancellationToken) ?? throw new KeyNotFoundException(id);
    }

    public sealed class WaitNotCanceled(MemoryPendingDanceStore real) : Defect(real)
    {
        public override ValueTask<FinishedDance?> WaitForOutcomeAsync(
            string id, CancellationToken cancellationToken = default) =>
            base.WaitForOutcomeAsync(id, CancellationToken.None);
    }

    public sealed class ChangedDance(MemoryPendingDanceStore real) : Defect(real)
    {
        public Func<PendingDance, PendingDance> Dance { get; init; } = dance => dance;

        public Func<FinishedDance, FinishedDance> Finished { get; init; } = finished => finished;

        public override async ValueTask<PendingDance?> FindAsync(
            string id, CancellationToken cancellationToken = default) =>
            await base.FindAsync(id, cancellationToken) is { } dance ? Dance(dance) : null;

        public override async ValueTask<FinishedDance?> WaitForOutcomeAsync(
            string id, CancellationToken cancellationToken = default) =>
            await base.WaitForOutcomeAsync(id, cancellationToken) is { } finished ? Finished(finished) : null;
    }
}
