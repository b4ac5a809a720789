/// The application. Each package directly below this one is a module.
@org.jspecify.annotations.NullMarked
package surety.server;
