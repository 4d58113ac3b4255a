namespace OAuthClient.Testing.Contracts;

/// <summary>
/// The rules that every <see cref="IRegistrationStore"/> must keep, for tests of a store of your own.
/// </summary>
/// <remarks>The rules need no test framework. Thread-safe.</remarks>
public static class RegistrationStoreContract
{
    /// <summary>The rules for a store that ends its leases in a certain way.</summary>
    /// <param name="leaseEnd">When the store ends a lease that is not released.</param>
    /// <returns>The rules, the simplest first.</returns>
    public static IReadOnlyList<StoreRule<RegistrationStoreSubject>> RulesFor(LeaseEnd leaseEnd) =>
    [
        .. RegistrationVersionRules.All,
        .. RegistrationFieldRules.All,
        .. RegistrationKeyRules.All,
        .. RegistrationLeaseRules.All,
        .. RegistrationLeaseRules.For(leaseEnd),
    ];
}
