namespace OAuthClient.Testing.Contracts;

/// <summary>A rule of a store contract: a sentence, and a check that a store keeps it.</summary>
/// <remarks>
/// A check uses keys and ids of its own. One place may therefore serve all rules, also at the same time. Immutable and
/// thread-safe.
/// </remarks>
/// <typeparam name="TSubject">
/// The checked store: a <see cref="TokenStoreSubject"/>, a <see cref="PendingDanceStoreSubject"/> or a
/// <see cref="RegistrationStoreSubject"/>.
/// </typeparam>
public sealed class StoreRule<TSubject> where TSubject : StoreSubject
{
    private readonly Func<TSubject, Task> _check;

    internal StoreRule(string name, Func<TSubject, Task> check)
    {
        Name = name;
        _check = check;
    }

    /// <summary>The rule, in a sentence.</summary>
    public string Name { get; }

    /// <summary>Checks that a store keeps the rule.</summary>
    /// <param name="subject">The store.</param>
    /// <returns>A task that ends when the store has kept the rule.</returns>
    /// <exception cref="StoreRuleException">The store breaks the rule.</exception>
    public async Task CheckAsync(TSubject subject)
    {
        ArgumentNullException.ThrowIfNull(subject);
        var check = Task.Run(() => _check(subject));
        try
        {
            await check.WaitAsync(subject.Patience, TimeProvider.System).ConfigureAwait(false);
        }
        catch (BrokenExpectationException broken)
        {
            throw new StoreRuleException(Name, broken.Expected, broken.Actual, broken);
        }
        catch (TimeoutException timeout) when (!check.IsCompleted)
        {
            throw new StoreRuleException(Name, "an answer of the store", $"none within {subject.Patience}", timeout);
        }
        catch (Exception fault) when (check.IsFaulted || check.IsCanceled)
        {
            throw new StoreRuleException(Name, "no exception", $"{fault.GetType()}: {fault.Message}", fault);
        }
    }

    /// <summary>Shows the rule.</summary>
    /// <returns>The <see cref="Name"/>.</returns>
    public override string ToString() => Name;
}
