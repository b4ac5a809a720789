@org.jspecify.annotations.NullMarked
package surety.server.ai.analysis;
