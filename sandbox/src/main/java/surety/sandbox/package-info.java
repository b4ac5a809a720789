/// Stand-in servers that speak the wire formats of the vendors, filled with one made-up firm.
@org.jspecify.annotations.NullMarked
package surety.sandbox;
