package surety.server.posture.run;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.jspecify.annotations.Nullable;
import surety.server.posture.probe.SqlAttacker;

/// A connection whose results are remembered as they are read.
record WitnessedSql(SqlAttacker sql, Witness witness) implements SqlAttacker {

  // The most special first: a prepared statement is a statement too.
  private static final List<Class<?>> WATCHED =
      List.of(CallableStatement.class, PreparedStatement.class, Statement.class, ResultSet.class);

  @Override
  public <T> T inTransaction(SqlWork<T> work) throws SQLException {
    return sql.inTransaction(connection -> work.on(watched(Connection.class, connection)));
  }

  @Override
  public <T> T onConnection(SqlWork<T> work) throws SQLException {
    return sql.onConnection(connection -> work.on(watched(Connection.class, connection)));
  }

  private <T> T watched(Class<T> type, Object target) {
    InvocationHandler handler = (_, method, arguments) -> called(target, method, arguments);
    return type.cast(
        Proxy.newProxyInstance(
            WitnessedSql.class.getClassLoader(), new Class<?>[] {type}, handler));
  }

  private @Nullable Object called(
      Object target, Method method, @Nullable Object @Nullable [] arguments) throws Throwable {
    try {
      return seen(method.invoke(target, arguments));
    } catch (InvocationTargetException e) {
      throw e.getCause() == null ? e : e.getCause();
    }
  }

  private @Nullable Object seen(@Nullable Object answer) {
    switch (answer) {
      case String text -> witness.saw(text);
      case byte[] bytes -> witness.saw(bytes);
      case null, default -> {
        for (Class<?> type : WATCHED) {
          if (type.isInstance(answer)) {
            return watched(type, answer);
          }
        }
      }
    }
    return answer;
  }
}
