using System.Reflection;

namespace Signals.Tests.Scanning;

/// <summary>Assemblies that refer to a missing assembly.</summary>
public class MissingAssemblyTests
{
    [Test]
    public void Connecting_an_assembly_whose_types_cannot_be_loaded_is_an_error_that_names_the_missing_assembly() =>
        Assert.That(
            () => new SignalRegistry().ConnectAll(LoadWithoutItsBase("Orphan")),
            Throws.InvalidOperationException
                .With.Message.Contains("Orphan").And.Message.Contains("OrphanBase")
                .And.InnerException.TypeOf<ReflectionTypeLoadException>());

    private sealed class Misspelt
    {
        [ConnectTo("aksed")]
        public void Hear(string sender, Heard heard) { }
    }

    [Test]
    public void An_unknown_name_is_reported_though_a_loaded_assembly_has_a_missing_attribute()
    {
        var assembly = LoadWithoutItsBase("Tagged");
        Assert.That(() => assembly.GetCustomAttributes(), Throws.TypeOf<FileNotFoundException>());
        Assert.That(() => new SignalRegistry().ConnectAll(new Misspelt()), Throws.InvalidOperationException
            .With.Message.Contains("No signal is called 'aksed'"));
    }

    // A class of the assembly derives from a class of the missing assembly, which is also an attribute of the assembly.
    private static Assembly LoadWithoutItsBase(string name)
    {
        _ = EmittedAssemblies.New(name + "Base", out var missingModule);
        var parent = missingModule.DefineType("Parent", TypeAttributes.Public, typeof(Attribute));
        var constructor = parent.DefineDefaultConstructor(MethodAttributes.Public);
        parent.CreateType();
        var assembly = EmittedAssemblies.New(name, out var module);
        module.DefineType("Child", TypeAttributes.Public, parent).CreateType();
        assembly.SetCustomAttribute(new(constructor, []));
        return assembly.Load("without its base");
    }
}
