using System.Diagnostics.CodeAnalysis;

namespace Signals;

/// <summary>Names a class of this assembly whose static fields or properties are signals of a registry.</summary>
/// <param name="type">The class whose static initializers declare signals.</param>
/// <remarks>
/// C# initializes such a class at its first use. <see cref="SignalRegistry.ConnectAll(object)"/> initializes the class
/// earlier, when it finds a name that is not yet known.
/// </remarks>
[AttributeUsage(AttributeTargets.Assembly, AllowMultiple = true)]
public sealed class DeclaresSignalsAttribute(
    [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.NonPublicConstructors)] Type type) : Attribute
{
    /// <summary>The class whose static initializers declare signals.</summary>
    // Trimming counts a class's static constructor among its non-public ones.
    [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.NonPublicConstructors)]
    public Type Type { get; } = type;
}
