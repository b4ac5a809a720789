/// Tests of the claims, of the ledger in the database and of the ways in which nobody sets a state.
@org.jspecify.annotations.NullMarked
package surety.server.posture;
