/// The programs behind `./surety pseudonymize` and `./surety restore`, over files and pipes.
@org.jspecify.annotations.NullMarked
package surety.pseudonym.command;
