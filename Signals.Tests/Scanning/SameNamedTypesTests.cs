using System.Reflection;

namespace Signals.Tests.Scanning
{
    /// <summary>Messages tell types of the same name apart.</summary>
    public class SameNamedTypesTests
    {
        private readonly SignalRegistry _registry = new();

        public class Shop;

        private sealed class Receiver
        {
            [ConnectTo("opened")]
            public void Hear(Elsewhere.Shop sender, string args) { }
        }

        [Test]
        public void Types_of_one_name_are_shown_with_their_namespaces()
        {
            _registry.Signal<Shop, List<string>[]>("opened");
            const string Args = "System.Collections.Generic.List<System.String>[]";
            Assert.That(
                () => _registry.Signal<Elsewhere.Shop, List<string>[]>("opened"),
                Throws.InvalidOperationException
                    .With.Message.Contains($"<Signals.Tests.Scanning.SameNamedTypesTests.Shop, {Args}>")
                    .And.Message.Contains($"<Elsewhere.Shop, {Args}>"));
        }

        [Test]
        public void Parameter_types_are_shown_with_namespaces_where_the_signal_has_types_of_the_same_name()
        {
            _registry.Signal<Shop, string>("opened");
            Assert.That(() => _registry.ConnectAll(new Receiver()), Throws.InvalidOperationException
                .With.Message.Contains("Hear(Elsewhere.Shop, System.String)")
                .And.Message.Contains("needs (Signals.Tests.Scanning.SameNamedTypesTests.Shop, System.String)"));
        }

        [TestCase("First", "Second", "Shop (First)", "Shop (Second)")]
        [TestCase("Plugin", "Plugin", "loaded by \"one\"", "loaded by \"other\"")]
        public void Types_of_one_full_name_are_shown_with_their_assembly(
            string first, string second, params string[] parts)
        {
            Ask(MakeShop(first, "one"));
            Assert.That(() => Ask(MakeShop(second, "other")), Throws.InvalidOperationException
                .With.Message.Contains(parts[0]).And.Message.Contains(parts[1]));
        }

        private void Ask(Type sender) => typeof(SignalRegistry)
            .GetMethod(nameof(SignalRegistry.Signal), 2, [typeof(string)])!
            .MakeGenericMethod(sender, typeof(string))
            .Invoke(_registry, BindingFlags.DoNotWrapExceptions, null, ["opened"], null);

        private static Type MakeShop(string assembly, string context)
        {
            var builder = EmittedAssemblies.New(assembly, out var module);
            module.DefineType("Shop", TypeAttributes.Public).CreateType();
            return builder.Load(context).GetType("Shop")!;
        }
    }
}

namespace Elsewhere
{
    public class Shop;
}
