/// What tests need of the operator's command.
@org.jspecify.annotations.NullMarked
package surety.server.posture.command;
