using OAuthClient.Testing.Contracts;

namespace OAuthClient.Tests.Contracts;

/// <summary>A place that the stores of one test share.</summary>
/// <param name="Subject">The stores, for the rules of a contract.</param>
/// <param name="Resource">What the place needs, disposed with it.</param>
public sealed record StorePlace<TSubject>(TSubject Subject, IDisposable? Resource = null) : IDisposable
    where TSubject : StoreSubject
{
    public void Dispose() => Resource?.Dispose();
}

/// <summary>A store of this repository, which the rules of its contract are checked on.</summary>
/// <param name="Name">The name of the store in the names of the tests.</param>
/// <param name="LeaseEnd">When the store ends a lease that is not released.</param>
/// <param name="CreatePlace">Creates a place for one test.</param>
public sealed record CheckedStore<TSubject>(string Name, LeaseEnd LeaseEnd, Func<StorePlace<TSubject>> CreatePlace)
    where TSubject : StoreSubject
{
    public override string ToString() => Name;
}
