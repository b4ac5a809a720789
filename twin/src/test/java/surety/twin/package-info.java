/// Tests of the twin.
@org.jspecify.annotations.NullMarked
package surety.twin;
